"""How a person is asked: on a page, at the terminal, or from a file of answers that were written before."""
