"""What can be wrong with what is said, kept or around, in the words of protocols, and the fault that it is."""

__all__ = ["EXCURSIONS", "NASTY", "SETTINGS", "STORE_FAILURES"]

SETTINGS = {"lot of the print job": ("l2>printer", "print_job", "lot", "LOT9999"),
            "expiry date of the print job": ("l2>printer", "print_job", "expiry", "991231"),
            "inspection job of the camera": ("l2>camera", "camera_job", "job", "04012345678900"),
            "lower weight limit of L1": ("l2>l1", "setup", "weight_low", "1")}
"""What devices are set to: on which link, in which message, which field, and another value of it."""
STORE_FAILURES = {"is full": "full", "cannot be reached": "down"}
"""What is wrong with the store of L2, and its fault."""
NASTY: dict[str, tuple[str, dict[str, str]]] = {
    "that it is empty": ("empty_pool", {}), "with half of what was asked": ("fewer", {"percent": "50"}),
    "with half of what was asked, and says nothing of it": ("fewer", {"percent": "50", "status": "ok"}),
    "everything twice": ("repeated_delivery", {}), "with serial numbers of before": ("duplicates", {"count": "10"}),
    "with characters that no code can hold": ("unprintable", {"count": "10", "characters": "#~"}),
    "with the answer to another request": ("another_request", {}), "nothing": ("no_answer", {}),
    "that it did not do what it did": ("wrong_acknowledgement", {}), "20 s late": ("slow", {"delay": "20 s"}),
}
"""How a pool of serials answers, in words, and the fault with its parameters."""
EXCURSIONS = {"too warm": ("temperature_excursion", {"amount": "8 °C"}),
              "too cold": ("temperature_excursion", {"amount": "-10 °C"}),
              "too damp": ("humidity_excursion", {"amount": "30 %"})}
"""What surroundings become, in words, and the logger's fault with its parameters."""
