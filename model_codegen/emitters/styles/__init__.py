"""The styles: Sequential, Functional, subclass."""
