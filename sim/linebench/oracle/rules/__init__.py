"""One file per rule; a file holds one class ``RULE`` and is found by being here."""
