"""Videojet text communications: thermal transfer and laser coders that are driven by lines of text."""
