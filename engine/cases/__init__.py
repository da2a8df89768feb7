"""The cases that stand beside the rules: situations and what must come out.

A rule that loads may still say something else than its author means. Without cases that would show only in
a borrower's answer.
"""
