"""The typed, ordered form of a pack that every evaluator reads.

Names are resolved and units checked once, before any profile is there. An evaluator that read the rulebook
itself could meet a rule at fault in the middle of an answer.
"""
