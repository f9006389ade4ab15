"""One module per document: its sentences, tables and charts. May import from weergave and the rooms above it."""
