"""What is asked of a rulebook as a whole, one module for each kind of question."""
