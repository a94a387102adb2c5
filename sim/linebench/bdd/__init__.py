"""Protocols in Gherkin: collected without Python, linted before they run, recorded step by step."""
