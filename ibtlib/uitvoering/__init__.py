"""Running the notebooks: one document at a time (`document`), all of them (`rapport`), and what stands beside them."""
