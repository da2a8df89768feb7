"""The commands, a file for each kind of reader; `group.py` imports only the one that is called.

Whoever asks for `assess` doesn't wait for Polars, nor need it installed. And a file for each reader keeps
the commands that belong together in sight of each other.
"""
