"""REST, live WebSocket and the web app's files."""
