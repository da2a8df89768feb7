"""What holds for every test: that a machine is busy is no reason to fail."""

from hypothesis import settings

settings.register_profile("xieshang", deadline=None)
settings.load_profile("xieshang")
