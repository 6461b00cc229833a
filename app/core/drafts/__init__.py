"""What is kept on this server: drafts of designs, and blocks for all designs of an owner."""
