"""The designs of an owner as a list: what each looks like, and all of them in one file."""
