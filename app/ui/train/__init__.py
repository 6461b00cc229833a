"""The Train tab, part by part."""
