"""The data of a view as CSV, workbook, GeoPackage or bibliography."""
