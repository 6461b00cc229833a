"""How far learners are with the exercises of the course."""
