"""The database: SQLite by default, or PostgreSQL; its tables and how older ones become them."""
