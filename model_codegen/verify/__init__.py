"""Whether all sources of a design are the same model, by running them."""
