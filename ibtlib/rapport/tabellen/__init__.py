"""Where the charts still look for what now stands with the documents."""
