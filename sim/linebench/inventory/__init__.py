"""What is installed: facts that a machine can tell of itself, those that a site gives, and how they compare."""
