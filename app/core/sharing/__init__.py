"""Links by which a draft is shown to others."""
