"""PDF and PNG, typeset by Typst."""
