"""From a file as it really comes (`ibt inlezen`) to figures per gemeente: understood aloud, never guessed silently."""
