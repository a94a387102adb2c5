"""The statement on a product's conformance to a profile: what it says, its forms, its seal, and their check.

What a statement says is a function of an evidence package, of the profile and of what was chosen from it: ``state``
makes it, and ``check`` makes it again and compares.
"""
