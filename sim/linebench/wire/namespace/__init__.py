"""A unified namespace in plain JSON: every value retained under a topic that says where it belongs.

Not standardised; the form here is the common one, and its topics are a template.
"""
