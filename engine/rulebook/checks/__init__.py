"""One check, one file: each takes the rulebook and yields what is wrong with it."""
