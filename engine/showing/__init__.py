"""Any rule of a pack as something to read, with everything that belongs to it."""
