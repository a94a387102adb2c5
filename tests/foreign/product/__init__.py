"""LK-200, a line controller as a mid-size maker sells it. It knows nothing of whoever stands in for the line."""
