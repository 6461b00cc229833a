"""Layerloom's Streamlit app: pages, panels, the session, drafts, and processes that run Keras."""
