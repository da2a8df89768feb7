"""Asking whether there is a borrower for whom something holds, until the answer is certain."""
