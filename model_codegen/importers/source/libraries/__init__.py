"""Libraries that are not read, a file for each: what can be known of them all the same."""
