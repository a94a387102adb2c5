"""What a change touches: compares two benches by their packages, and says which test cases to repeat, and why."""
