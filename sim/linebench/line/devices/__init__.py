"""The devices of a line, one file per kind. A file declares ``KIND`` and ``build``; nothing else lists it."""
