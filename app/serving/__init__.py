"""What a browser fetches besides Streamlit's messages: scripts, styles, the catalogue."""
