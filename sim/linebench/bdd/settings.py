"""What devices are set to, in words, and how a message about it can be changed on its way."""

__all__ = ["SETTINGS"]

SETTINGS = {"lot of the print job": ("l2>printer", "print_job", "lot", "LOT9999"),
            "expiry date of the print job": ("l2>printer", "print_job", "expiry", "991231"),
            "inspection job of the camera": ("l2>camera", "camera_job", "job", "04012345678900"),
            "lower weight limit of L1": ("l2>l1", "setup", "weight_low", "1")}
"""On which link, in which message, which field, and another value of it."""
