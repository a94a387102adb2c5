"""Hands and eyes on a system that is not ours: how it is asked to do something, and where it says what it did.

A stack file binds every action to a *hand* (HTTP, a process, a command, a person) and every statement to an *eye*
(a report file, a page of status). The bench then plays the HMI and the site of the foreign level by these, so that
protocols need no word that tells whose level it is. A new kind of either is a new file in ``hands`` or ``eyes``.
"""
