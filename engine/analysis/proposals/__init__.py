"""Cases that are missing, proposed with a borrower of the solver's for the author to confirm."""
