"""The Learn page: the course, a lesson on the real canvas, and a teacher's view of classes."""
