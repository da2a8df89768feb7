"""What the borrower told us: the dictionary of facts, and a JSON profile read against it.

Nothing gets from a profile to a rule but what the dictionary knows, exact and with its unit. A fact that
came another way could be a binary float, or a misspelt name that looks like "not told".
"""
