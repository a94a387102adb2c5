"""What the parts of the ledger share, and the topics by which rules hear of it."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable
from typing import Any, TypeAlias

from linebench.oracle.documents import Documents
from linebench.oracle.facts import Batch, Condition, Container, Fate, Reject
from linebench.oracle.faulty_links import FaultyLinks
from linebench.oracle.kept import Kept
from linebench.oracle.market import MarketBook
from linebench.oracle.plan import World
from linebench.oracle.policy import Policy
from linebench.oracle.pooled import Pooled
from linebench.oracle.resolved import Exceptions
from linebench.oracle.serials import GOOD, LOST, UNSURE, Serials
from linebench.oracle.stored import Stored
from linebench.oracle.tally import Tally

__all__ = ["TOPICS", "Book", "Topic"]
Topic: TypeAlias = list[Callable[..., None]]

TOPICS = {
    "batch": "(): another batch begins; the book still shows the one before",
    "odd": "(fate): a pack left the line, or the journal ended with it on the line; plain packs are only counted",
    "again": "(fate): a pack left as good whose serial is on a good pack already",
    "slow": "(fate): the verdict on a pack reached L1 later than the limit of URS-REJ-003 after its reading",
    "job": "(t, at, PrintJob, wrong fields): L2 selected a print job",
    "ordered": "(t, at, key, state before, record): L2 ordered a serial to be printed",
    "allocated": "(t, at, key, state before): L3 allocated a serial",
    "shared": "(t, at, GTIN, serial, other GTIN): L3 allocated a serial that another GTIN of its market has",
    "reprinted": "(fate, state before, earlier pack, t): a serial went onto a second pack",
    "serials": ("(Status): a level reported a status of serials; good packs that were read, commissioned for the "
                "first time and in time, are only counted"),
    "status": "(Status): a level reported a status of serials, whatever it is",
    "returned": "(t, at, keys, states): L2 gave serials back",
    "packed": "(Packing): a level reported contents",
    "contents": "(source, container, claimed keys, t, at): a claimed container is physically closed",
    "tracks": "(TracksClaimed, at, odd Tracks): L1 reported fates; those of packs that passed are only counted",
    "reject": "(Reject): a pusher order was confirmed, or will not be any more",
    "counted": "(source, what it said, Counted it may mean, t, at): somebody told the camera's counters",
    "captured": "(Captured, t, at): the enterprise answered a capture of the site",
    "given": "(Serials, t, at): L3 gave serials to L2, for the first time",
    "pool_gave": "(Gave): the owner of serials gave some out",
    "pool_again": "(Drawn, Drawn, t, at): the owner answered the same request once more",
    "pool_moved": "(Took): the owner did a move, or refused it because of its serials",
    "pool_counted": "(Count, Counted, number by state of what it gave, (t, at)): the owner told its numbers",
    "capture": "(Capture, t, at): the site told the enterprise events, which it had not told before",
    "acknowledged": "(sequence, document, when it first arrived, t, at): L3 acknowledged a document of L2",
    "told_all": "(source, t, at): a level has said all that it has",
    "judged": "(Captured, Due, t, at): the enterprise answered a capture of anybody, and what it had to answer",
    "planned": "(JobOrder, JobAnswer, Delivered, at): the site answered an order of the planner",
    "mastered": "(ProductData, ProductAnswer, Delivered, at): the site answered master data of the planner",
    "commanded": "(JobCommand, t, at): the planner told the site what to do with an order",
    "order_given": "(Order, Delivered, at): the site gave the line an order",
    "measured": "(ConditionsMeasured, at): a logger's time for a reading had come",
    "unheard": "(Conditions): what a logger told was lost on its way",
    "condition": "(ConditionClaimed, at): a level reported what the surroundings were",
    "released": "(ReleaseClaimed, what was open of the batch when it was asked for, at): the site answered",
    "line_reported": "((line, sequence), t, at): a report of a further line reached the site",
    "line_captured": "((line, sequence), t, at): the enterprise was told what such a report says",
    "recalled": "(RecallClaimed, at): a level told which packs a recall concerns",
    "past": "(PastClaimed, at): a level told in what a thing has been",
    "document": "(BatchDocument, t, at): the site gave the document of a batch",
    "person": "(Asked, Answer, t, at): L2 answered what a person asked, where it keeps users",
    "trail_line": "(TrailLineClaimed, at): L2 wrote or read an entry of its audit trail",
    "alarm_line": "(AlarmLineClaimed, at): L2 wrote or read a line of its alarm journal",
    "paper": "(PaperClaimed, Asked or None, at): L2 exported or printed something",
    "time_fault": "(alarm that must come, t, at): L2 cannot know the time as before; no alarm: it can again",
    "alarm": "(AlarmClaimed, at): a level told that an alarm came or went",
    "verified": "(Question, Verified, t, at): a partner was answered about a pack",
    "unanswered": "(Question): a partner was not answered when the journal ended",
    "set_up": "(t, at, (device, what it told, what it had to be) of each): a batch was started",
    "bypassed": "(who, signal, t, at): somebody was granted the bypass of a sensor",
    "production": "(pack, rejected, t, at): a batch was first fed, after so many put down were rejected",
    "approached": "(Approached, at): somebody showed a level who they are",
    "refusal": "(RefusalClaimed, at): a level entered into its log whom it turned away",
    "started": "(t, at): the belt began to move",
}
"""What rules can subscribe to, by having a method ``on_<topic>``."""


class Book:
    """Everything the ledger remembers. Its parts write here; rules read.

    Attributes:
        clock_off: how far times may be off that a foreign level states by its own clock, in microseconds.
        verdicts_seen: the link from L2 to L1 is in the journal.

    """

    clock_off = 0
    verdicts_seen = False

    def __init__(self, world: World) -> None:
        self.world, self.policy = world, Policy(world)
        self.topics: dict[str, Topic] = {name: [] for name in TOPICS}
        self.t = self.records = 0
        # how far times may be off, in microseconds; by the wall nobody knows before the attempt has told
        self.uncertainty: int | None = None if world.is_real else 0
        self.closed = False
        self.serials, self.markets = Serials(), MarketBook(world)
        self.batch: Batch | None = None
        self.batches: list[Batch] = []
        self.allocated: dict[str, int] = {}   # order -> serials L3 gave for it
        self.given_back: dict[str, int] = {}  # order -> serials that went back
        self.given = 0  # mark of serials that may be printed: given by L3, else ordered; 0: nobody told any
        self.at_home = True                   # the batch makes the first GTIN, whose serials go by themselves
        self.print_orders: dict[str, int] = {}  # serial -> number of its print order, until it is printed
        self.tally = Tally()                  # what is only counted
        # packs on the line, and by the camera's trigger
        self.fates: dict[int, Fate] = {}
        self.by_trigger: dict[int, Fate] = {}
        # good packs behind the exit that are not in a case; what lies in the bin: key and content
        self.out: dict[int, str] = {}
        self.bin: dict[int, tuple[str, str]] = {}
        # cases closed last, which a person may still clear: (case, key of each pack)
        self.boxed: deque[tuple[Container, dict[int, str]]] = deque(maxlen=8)
        self.children: dict[int, str] = {}    # packs in open cases, and their keys
        self.weights: deque[Fate] = deque()   # weighed packs whose weight L1 has not got yet
        self.excused: set[int] = set()        # packs nobody can track: a sensor or L1 was dead
        # trigger -> pack << 2 | 1 passed, 2 rejected, 3 missing; waits for L1's report
        self.outcomes: dict[int, int] = {}
        # L1 has reported; triggers were counted anew within a batch; reports cannot flow
        self.tracks_seen = self.restarted = self.site_down = False
        # serial -> when its good pack left; waits for the first report that commissions it
        self.awaiting: dict[str, int] = {}
        self.viewed_at: dict[str, int] = {}   # serial -> when its pack was seen, until it is reported
        self.repeat: tuple[str, int] | None = None  # (source, t) of a document that was delivered again
        self.documents = Documents()          # from L2 to L3
        self.void: set[str] = set()           # ordered and not printed when L2 lost its memory
        # levels that report serials -> number of reports; those that have said all they have -> (t, at)
        self.sources: dict[str, int] = {}
        self.told_all: dict[str, tuple[int, int]] = {}
        # containers, and which SSCC is on which
        self.containers: dict[tuple[str, int], Container] = {}
        self.by_sscc: dict[str, Container] = {}
        # the camera's count of its light barrier; codes read that were not readable since its counters began anew
        self.counted_to = self.misread = 0
        # the belt, its stops, and what should stop it
        self.speed = self.travel = self.moved_t = 0
        self.stands: list[int] = []
        self.active: set[str] = set()
        self.bypassed: set[str] = set()       # signals that are left out, as an alarm tells people
        self.powered = {"l1": True, "l2": True, "l3": True}
        self.blind_from: int | None = None    # belt travel when the encoder was last without pulses
        self.lost_verdicts: set[int] = set()  # triggers whose verdict was lost on its way to L1
        self.powered_t = 0                    # when a level last got power back
        self.conditions: list[Condition] = []
        self.orders: deque[Reject] = deque()  # pusher orders that are not confirmed
        self.alarms: dict[str, list[tuple[int, bool, bool]]] = {}  # name -> (t, on, latched)
        self.latched: dict[str, tuple[int, int, bool]] = {}        # L1's: (t, at, acknowledged since)
        self.vanished: list[tuple[str, int, int]] = []  # latched alarms that went without acknowledgement
        self.keeping, self.faulty_links, self.pool = Kept(), FaultyLinks(), Pooled()
        # what people do in the store, and what they tell of it
        self.stored, self.exceptions = Stored(self), Exceptions(self)
        self.site_up_t = self.reported_t = 0  # reports can flow again since; when the line last reported something

    def belt_at(self, t: int) -> int:
        """How far the belt has run, in micrometres."""
        return self.travel + self.speed * (t - self.moved_t) // 1_000_000

    def tell(self, topic: str, *what: Any) -> None:  # noqa: ANN401  # each topic has its own arguments
        """Tell every rule that listens to ``topic``."""
        for hear in self.topics[topic]:
            hear(*what)

    def pack_key(self, pack: int) -> str:
        """The serial on a pack that is still known by number, else ``""``."""
        fate = self.fates.get(pack)
        return fate.key if fate is not None else self.out.get(pack, "") or self.bin.get(pack, ("", ""))[0]

    def excuse(self, pack: int) -> None:
        """Nobody can track this pack: what is claimed about it is not held against anyone."""
        self.excused.add(pack)
        key = self.out.get(pack, "")
        if key and self.batch is not None and not self.serials[key] & UNSURE:
            self.serials[key] = self.serials[key] & ~GOOD | UNSURE
            self.awaiting.pop(key, None)
            self.batch.unsure += 1
            self.batch.good -= 1

    def eject(self, box: Container | None) -> None:
        """A case leaves for the hand station or is cleared, and the pallet that it is on with it."""
        while box is not None and not box.ejected:
            box.ejected = True
            if box.batch is not None and box.children is not None:
                box.batch.ejected += box.kind == "case"
                box.batch.broken += box.kind == "pallet"
            if box.kind == "case":
                self._by_hand(box)
            box = box.parent

    def _by_hand(self, case: Container) -> None:
        """People decide what becomes of the packs in a case that left the line."""
        for key in case.children or ():
            state = self.serials.get(key, 0)
            if state & GOOD and not state & LOST and case.batch is not None:
                self.serials[key] = state | LOST
                case.batch.lost += 1

    def first_stand(self, t: int) -> int | None:
        """When the belt first stood at or after ``t``."""
        index = bisect_left(self.stands, t)
        return self.stands[index] if index < len(self.stands) else None
