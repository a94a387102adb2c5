"""People of a site: who they are, in which order they sign, and their signatures in a printed document."""
