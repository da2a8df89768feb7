"""What of the rules the cases reach: criteria, branches, conditions, rows of tables, thresholds."""
