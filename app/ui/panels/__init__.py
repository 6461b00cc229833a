"""The panels of the design page, one per file; each has a `show`."""
