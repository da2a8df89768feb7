"""A checked program read for all possible borrowers at once: formulas of the solver in place of values."""
