"""Warnings and advice about a design that may be fine otherwise."""
