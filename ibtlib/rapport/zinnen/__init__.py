"""Where the letters still look for what now stands with the documents."""
