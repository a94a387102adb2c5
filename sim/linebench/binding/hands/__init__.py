"""Kinds of hands: how something is asked of a system that is not ours."""
