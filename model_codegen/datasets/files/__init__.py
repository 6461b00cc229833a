"""Files that people bring: read as data, within bounds; nothing in them is executed.

Whatever is wrong with one is a `DataError` with one sentence.
"""
