"""From a program and a profile to an outcome: the truth of everything.

The evaluators stand here beside each other, and what an outcome is, is said once for all of them. Where
each had an idea of its own of it, nobody could hold them against each other.
"""
