"""What the Train tab shows and changes of a design, without Streamlit."""
