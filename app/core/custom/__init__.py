"""Custom layers: classes that a design itself holds. Their text is read here and never run."""
