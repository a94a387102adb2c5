"""What a package gives to other systems. Nothing here is part of the package: all of it follows from its files."""
