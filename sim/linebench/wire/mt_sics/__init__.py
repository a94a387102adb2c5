"""MT-SICS: scales and checkweighers over lines of ASCII."""
