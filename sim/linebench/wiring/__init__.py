"""Levels on wires: the processes they run in, the endpoints the bench serves them, and how time passes for both.

``control`` is what the bench and such a process say to each other beside the wires; ``station`` runs a level in its
process; ``seat`` stands for it in the bench; ``pace`` lets time pass for all of them.
"""
