"""Keyence SR code readers: commands and results as text lines."""
