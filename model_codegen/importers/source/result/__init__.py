"""What a text comes to: which of its models is meant, and what is offered."""
