"""Folded steps as Python text."""
