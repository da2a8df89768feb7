"""The cases that stand beside the rules: situations and what must come out."""
