"""The expression language: text, tree, typed tree, value."""
