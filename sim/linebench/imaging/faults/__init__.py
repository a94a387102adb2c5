"""The catalogue of faults: one file per family, each fault declared together with the physics that draws it."""
