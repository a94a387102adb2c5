"""The physics of a line: belts, devices, people and their faults, and the ground truth about every pack."""
