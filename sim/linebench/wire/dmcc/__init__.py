"""Cognex DataMan readers by DMCC commands. See README.md in this folder."""
