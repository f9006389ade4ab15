"""Places for asielzoekers: coverage of the Spreidingswet opgave, amv, the cycle, the provinces; never part of a beoordeling."""
