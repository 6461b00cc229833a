"""The WebSocket that carries the live channel, beside Streamlit's own."""
