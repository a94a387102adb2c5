"""The bench's own rendering of a port: its messages as lines of JSON, for seats no field dialect speaks for."""
