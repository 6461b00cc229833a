"""Predicates of predicates; their arguments are checks, which `check_reading` reads."""

from __future__ import annotations

COMBINING = {
    "any": "one of these",
    "all": "all of these",
    "not": "none of these",
    "unsaid": "all of these, and the learner is not told so beforehand",
}
"""By name, what must hold of what stands in it."""
