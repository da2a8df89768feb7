"""A pack as people wrote it: files in, a `Rulebook` with places out.

Every word keeps the line on which it stands. A step that worked on bare values could say what is wrong with
a rule, but not where.
"""
