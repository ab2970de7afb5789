"""The server end of the agents' tunnels."""
