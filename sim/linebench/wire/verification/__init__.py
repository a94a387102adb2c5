"""What the faces share on which partners ask about packs: who may ask, which answer belongs to which question."""
