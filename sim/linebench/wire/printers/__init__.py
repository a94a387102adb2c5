"""What all printers have in common behind their dialects, and what all hosts of printers have."""
