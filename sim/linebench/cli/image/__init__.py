"""``linebench image``: code images drawn, faulted, graded and read, and whole data sets of them."""
