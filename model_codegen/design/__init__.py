"""The document: graphs of calls, walking them, what is wrong with them, changing them."""
