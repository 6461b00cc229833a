"""The search: what occurs again, as functions, variants and loops.

Its words: a *stretch* is some statements in a row, and a `Repeat` tells where stretches of one
shape and wiring stand. These are the *places* of the function that could take their place; what all
places say is its `Template`. A `Column` is one slot at every place. A loop has *turns*, which are
its places.
"""
