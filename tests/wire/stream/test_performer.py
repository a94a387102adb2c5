"""What a side answers is carried out in its order, however much comes at once and whoever answers it."""

from linebench.ports.presence import Presence
from linebench.wire.side import Heard, Write
from linebench.wire.stream.effects import Performer

MANY = 5_000


class Rig:
    """A performer whose every message is answered at once with two pieces of bytes; ``done``: what happened."""

    def __init__(self):
        self.done = []
        self.performer = Performer(self, None, self.hear, lambda *_: None, self)

    def hear(self, message):
        self.done.append(f"heard {message.peer}")
        for part in "ab":
            self.performer.perform([Write(1, f"{message.peer}{part}".encode())])
        self.done.append(f"done with {message.peer}")

    def write(self, client, data):
        self.done.append(f"wrote {data.decode()} to {client}")


def messages(count):
    return [Heard(Presence(str(number), here=True)) for number in range(count)]


def test_a_message_is_done_with_before_the_next_is_heard():
    """What was said in answer to it comes behind what was there already."""
    rig = Rig()
    rig.performer.perform([*messages(2), Write(1, b"said")])
    assert rig.done == ["heard 0", "done with 0", "heard 1", "done with 1", "wrote said to 1",
                        "wrote 0a to 1", "wrote 0b to 1", "wrote 1a to 1", "wrote 1b to 1"]


def test_many_messages_at_once_are_all_answered():
    """As from a line that was alone for long and sends all that it has at once."""
    rig = Rig()
    rig.performer.perform(messages(MANY))
    assert len(rig.done) == 4 * MANY
    assert rig.done[-1] == f"wrote {MANY - 1}b to 1"
