"""What was published, through time, and what follows from it. May import from beoordeling and the rooms above it."""
