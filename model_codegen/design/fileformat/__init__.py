"""The document as text and files."""
