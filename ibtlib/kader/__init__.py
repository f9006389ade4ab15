"""Policy as data, and the formulas of the opgave. May import from basis."""
