"""From a scene to a picture: print space, placing, light and optics, in an exact and a fast mode."""
