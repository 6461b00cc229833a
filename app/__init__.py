"""Layerloom's Streamlit app: pages and panels, the session, drafts, and the processes that run Keras."""
