"""Which rule rests on which sentence of the guidance, and whether the guidance still says it.

Guidance is changed without notice. Without this nobody would learn that a rule rests on a sentence which no
longer stands there, or that no rule follows from one that does.
"""
