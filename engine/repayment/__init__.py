"""Schedules, interest and affordable terms, exact to the fen.

Figures from here are compared with what people can pay, and added up. A cent that floating point loses
would make a plan that doesn't come out at nought.
"""
