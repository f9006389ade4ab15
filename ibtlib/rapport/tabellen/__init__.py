"""Where the charts still look for what now stands with the documents, and the tables by position that are left."""
