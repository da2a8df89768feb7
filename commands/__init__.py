"""The commands, a file for each kind of reader; `cli.py` imports only the one that is called."""
