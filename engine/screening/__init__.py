"""Files of many profiles: read in batches, decided by columns, written whole, explained row by row."""
