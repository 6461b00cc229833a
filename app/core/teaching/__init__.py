"""What is told of a course to those who learn and teach it: how far who is."""
