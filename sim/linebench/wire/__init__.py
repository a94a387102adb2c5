"""The wires: one folder per protocol, bytes and sessions; knows nothing of belts."""
