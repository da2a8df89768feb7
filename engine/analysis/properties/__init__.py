"""Properties that a pack's author writes beside the rules, to be proved or refuted."""
