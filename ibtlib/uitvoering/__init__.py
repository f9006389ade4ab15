"""Running the notebooks: one document (`document`), all of them (`rapport`), and what stands beside them."""
