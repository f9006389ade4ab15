"""The same documents on an existing Dask cluster. May import from every room."""
