"""One file for each kind of change; a file holds one ``KIND`` and is found by being here."""
