"""From a program and a profile to an outcome: the truth of everything."""
