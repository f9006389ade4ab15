"""What if, what it takes, and with what chance. May import from cijfers and the rooms above it."""
