"""The site beyond the line: the store in which cases and pallets stand, and the people who work there."""
