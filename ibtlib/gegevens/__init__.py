"""From data/raw to one checked `Gegevens`, and from a file as it came to data/raw. May import from basis and kader."""
