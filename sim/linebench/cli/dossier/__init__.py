"""``linebench dossier``: what people add to the packages of one execution, and what they sign."""
