"""A PLC of another maker as the system under test: a program for it, and the files that join it with the bench."""
