"""The reports: what a package or a dossier says to people, printed as PDF and as one HTML page.

``build`` reads a package and says everything in final words (``model``); ``pdf`` and ``page`` only place it.
"""
