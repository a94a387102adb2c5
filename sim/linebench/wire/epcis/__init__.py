"""EPCIS 2.0 over REST, both ends: the repository that is asked and the site that captures and asks."""
