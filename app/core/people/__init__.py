"""Who uses the app, and what each may do."""
