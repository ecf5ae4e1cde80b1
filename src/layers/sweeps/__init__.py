"""Sweeps over combinations of gates on an existing engine.

Takes a :class:`~layers.analysis.tonnes.sweep.SweepProblem`; works out its chunks with Dask, keeps each in a
file while the sweep lasts, and writes the whole as Parquet or CSV. The figures themselves are those of
:mod:`layers.analysis.tonnes`.
"""
