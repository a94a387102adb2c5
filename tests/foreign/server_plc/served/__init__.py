"""RC-20 reject control: the RC-10 with data blocks that a line controller reads and writes by S7."""
