"""What the HTTP faces of a pool share: who may ask, which answer belongs to which request, repetition."""
