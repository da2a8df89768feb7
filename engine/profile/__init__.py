"""What the borrower told us: the dictionary of facts, and a JSON profile read against it."""
