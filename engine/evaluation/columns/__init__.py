"""A program as columns: plans of Polars expressions that decide many loans at once.

Nothing outside this folder and `columnar.py` imports it, so that Polars is needed only where it is used.
"""
