"""A map drawn for paper: shapes in points, from a picture and the style table."""
