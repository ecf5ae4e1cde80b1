"""Documents that leave the program."""
