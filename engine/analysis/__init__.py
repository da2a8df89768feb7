"""What a rulebook does to every possible borrower: the solver's reading of a checked program."""
