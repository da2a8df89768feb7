"""Which days are worked: calendars of public holidays as functions of the rule language."""
