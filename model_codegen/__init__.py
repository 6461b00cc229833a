"""Layerloom's library: a Keras model as a document, its analysis, its source code, its pictures.

Importing it is cheap; what needs Keras imports it when it is called.
"""

from __future__ import annotations
