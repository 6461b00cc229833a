"""What the app does, without Streamlit: documents, drafts, edits, tasks, workers."""
