"""The commands, a file for each kind of reader; `group.py` imports only the one that is called."""
