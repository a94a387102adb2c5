"""Readers that push one line of text for each trigger, and handheld scanners. See README.md in this folder."""
