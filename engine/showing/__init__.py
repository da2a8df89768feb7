"""Any rule of a pack as something to read, with everything that belongs to it.

Rules lie in many files, words and logic apart. Who may not read YAML would otherwise have to take on
trust what the rules say.
"""
