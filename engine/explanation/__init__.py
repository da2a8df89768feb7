"""From an outcome to a recommendation: order, reasons, words.

An outcome says of each criterion whether it is met; nobody can act on that. What is said is made here and
nowhere else, so that the terminal, Markdown and JSON can't tell three different stories.
"""
