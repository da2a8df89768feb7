"""Which rule rests on which sentence of the guidance, and whether the guidance still says it."""
