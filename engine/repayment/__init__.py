"""Schedules, interest and affordable terms, exact to the fen."""
