"""The typed, ordered form of a pack that every evaluator reads."""
