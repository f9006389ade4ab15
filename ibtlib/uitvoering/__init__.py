"""Documents in fresh processes; what is stale; folders that are either old or new. May import from publicatie and the rooms above it."""
