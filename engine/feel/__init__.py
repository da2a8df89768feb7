"""The expression language: text, tree, typed tree, value.

The meaning of a rule lies here and nowhere else. An engine with its own idea of an operator would give
another answer to the same borrower.
"""
