"""What a run leaves for other tools, made of its events when asked for: training pays nothing."""
