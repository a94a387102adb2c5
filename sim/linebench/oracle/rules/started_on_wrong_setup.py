"""No batch starts on devices that tell another set-up than the order's."""

from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: devices that told their set-up before a batch began."""

    id = "started-on-wrong-setup"
    title = "No batch starts while a device tells that it is set to something else than the order and its product."
    classes = ("order",)

    def on_set_up(self, t: int, at: int,
                  told: list[tuple[str, tuple[str | int, ...], tuple[str | int, ...]]]) -> None:
        """Compare what each device told with what it had to be."""
        self.opportunities += len(told)
        for device, found, wanted in told:
            if found != wanted:
                self.find(f"the batch was started although the {device} told {_words(found)} instead of "
                          f"{_words(wanted)}", t, at=(at,))


def _words(values: tuple[str | int, ...]) -> str:
    return ", ".join(map(str, values))
