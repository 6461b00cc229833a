"""Python followed symbolically: statements, expressions, calls, classes of the text."""
