"""Screening on Spark: the same reading of the same program, spread over machines."""
