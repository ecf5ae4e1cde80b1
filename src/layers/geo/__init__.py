"""Lines and positions on the ellipsoid, and what a valid GeoJSON collection is.

Enters: coordinates (lon, lat) in EPSG:4326. Leaves: lengths in km, checked geometry. Imports nothing of ours.
"""
