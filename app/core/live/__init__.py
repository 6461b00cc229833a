"""The server's side of the live channel, whatever carries its messages."""
