"""What is wrong, what differs, what changed: nothing is repaired. May import from scenario and the rooms above it."""
