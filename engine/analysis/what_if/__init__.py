"""What would change the answer for one borrower: the smallest changes, and how safe it is."""
