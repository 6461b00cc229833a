"""Forms of Streamlit: widgets whose value is that of a document."""
