"""Scripts that make the derived files of `geodata/` from public package archives.

One module per derived file, with the file's own name (`countries.py` makes `countries.geojson`), each
offering `build(cache, out) -> Path`. The others are shared parts: `packages` fetches and verifies
archives, `world_atlas` and `claim_lines` read them, `disputes` and `names` hold what was decided by hand,
`geojson_io` writes. Nothing here is imported by the application: the derived files are committed, and
this package only has to run when one of them is to be made again.
"""
