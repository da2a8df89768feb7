"""A pack as people wrote it: files in, a `Rulebook` with places out."""
