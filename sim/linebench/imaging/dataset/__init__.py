"""Data sets of labelled code images: what is drawn, what is told about it, and how both get onto the disk."""
