"""From an outcome to a recommendation: order, reasons, words."""
