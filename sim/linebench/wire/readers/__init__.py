"""What dialects of cameras and code readers share. README.md in this folder tells how to build on it."""
