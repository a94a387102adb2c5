"""Faults on what messages say: a field that is changed, a list that is damaged, a message that comes twice."""

from linebench.scenario.kinds import FaultKind, Parameter

__all__ = ["MESSAGE_FAULTS"]

_MESSAGE = Parameter("message", "text", None, None, None, "name of the messages that it strikes, such as print_job")
_FIELD = Parameter("field", "text", None, None, None, "which field of the message")

MESSAGE_FAULTS = (
    FaultKind("altered", "data", "A field of a message arrives with another value.", (
        _MESSAGE, _FIELD,
        Parameter("value", "text", None, None, None, "the value; the items of a list with spaces between"),
    )),
    FaultKind("damaged", "data", "The last item of a list in a message arrives cut, with a sign nobody wrote.", (
        _MESSAGE, _FIELD)),
    FaultKind("repeated", "data", "A message arrives twice.", (_MESSAGE,)),
)
