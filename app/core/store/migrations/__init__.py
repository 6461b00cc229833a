"""Alembic's side of the tables: how those of an earlier Layerloom become today's."""
