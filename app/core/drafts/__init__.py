"""Drafts: designs that are kept on this server."""
