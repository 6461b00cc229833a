"""The search: what occurs again, as functions, variants and loops."""
