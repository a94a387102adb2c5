"""Cognex In-Sight vision systems by native mode. See README.md in this folder."""
