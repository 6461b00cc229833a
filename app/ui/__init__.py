"""What is shown: pages, panels, the session of a browser tab."""
