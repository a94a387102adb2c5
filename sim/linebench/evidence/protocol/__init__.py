"""The life of a protocol: its record, its document, its approval, and the stamp of what ran without one."""
