"""What the devices do to packs and say to their hosts."""

import itertools

from linebench.ports.camera import CameraJob, CameraState, Reading
from linebench.ports.checkweigher import Weight
from linebench.ports.io import Compare, Edges, Input, Reached
from linebench.ports.packer import CloseNow, ContentsRead, LabelOrder, LabelRead, Release
from linebench.ports.printer import PrintDone
from linebench.records import truth
from tests.line.stand import GTIN

HEAD = f"01{GTIN}1727123110L1\x1d21"


def content(number):
    return f"{HEAD}SERIAL{number:04d}"


def test_the_infeed_puts_a_pack_on_each_pitch_of_travel(stand):
    """At 400 a minute a pack comes every 150 ms; the ramp's lost distance delays the first."""
    stand.begin()
    stand.run(1_000_000)
    times = [record.t for record in stand.of(truth.PackFed)]
    assert times == [210_000 + 150_000 * i for i in range(6)]


def test_the_feed_output_ends_feeding(stand):
    """Without the feed output the belt runs empty."""
    stand.begin()
    stand.run(500_000)
    stand.output("feed", False)
    stand.run(10_000_000)
    assert len(stand.of(truth.PackFed)) == 2
    assert stand.line.is_empty()


def test_records_are_printed_in_order_and_confirmed(stand):
    """Each pack gets the next queued record, and the printer says so."""
    stand.begin()
    stand.run(2_000_000)
    printed = [(record.pack, record.record, record.content, record.text) for record in stand.of(truth.PackPrinted)]
    assert printed == [(n, n, content(n), None) for n in range(1, len(printed) + 1)]
    done = [message.record for _, message in stand.heard("printer>l2") if isinstance(message, PrintDone)]
    assert done == list(range(1, len(printed) + 1))


def test_an_empty_queue_leaves_packs_blank_and_raises_the_fault_contact(stand):
    """The third pack finds no record: it stays blank and L1 hears of it."""
    stand.begin(records=2)
    stand.run(1_200_000)
    assert [record.content for record in stand.of(truth.PackPrinted)] == [content(1), content(2), ""]
    contact = [m for _, m in stand.heard("io>l1") if isinstance(m, Input) and m.signal == "printer_fault"]
    assert [message.on for message in contact] == [True]


def test_the_camera_reports_what_it_sees_with_its_trigger(stand):
    """Barrier edge and reading carry the same pack; the reading comes 80 ms later."""
    stand.line.devices["camera-1"].receive(0, CameraJob("carton"))
    stand.begin()
    stand.run(1_300_000)
    view = stand.of(truth.PackViewed)[0]
    text = f"(01){GTIN}\n(21)SERIAL0001\n(10)L1\n(17)271231"
    assert view == truth.PackViewed(view.t, 1, "camera-1", 1, True, True, ())
    assert (view.t + 80_000, Reading(1, "read", content(1), text, "]d2")) in stand.heard("camera>l2")
    assert (view.t, Edges(("barrier_camera",), 1150)) in stand.heard("io>l1")


def test_a_silent_camera_takes_no_picture_but_counts_the_trigger(stand):
    """The barrier works on: the next reading has the next number."""
    stand.begin()
    stand.fault("camera-1", "silent", packs=1)
    stand.run(1_500_000)
    assert [(v.trigger, v.shot) for v in stand.of(truth.PackViewed)] == [(1, False), (2, True)]
    assert [m.trigger for _, m in stand.heard("camera>l2") if isinstance(m, Reading)] == [2]


def test_a_wrong_job_is_reported_and_reads_nothing(stand):
    """Whatever the host selects, the camera names the other job."""
    stand.fault("camera-1", "wrong_job")
    stand.line.devices["camera-1"].receive(0, CameraJob("carton"))
    jobs = [message for _, message in stand.heard("camera>l2")]
    assert jobs == [CameraState("camera-1", "other", True)] * 2


def test_the_scale_latches_the_encoder(stand):
    """A 20 g pack is shown as 20 g with the count at its arrival."""
    stand.begin()
    stand.run(2_000_000)
    t, weight = stand.heard("scale>l1")[0]
    assert (t, weight) == (1_930_000, Weight("scale-1", 1750, 20_000))


def test_the_pusher_hits_what_stands_before_it(stand):
    """A stroke timed for the first pack takes that pack and no other, and the chute confirms it."""
    stand.begin()
    stand.line.field.receive(0, Compare("push", 1 * 150 + 2400 + 150))
    stand.run(2_745_000 + 0)
    stand.output("pusher", True)
    stand.run(500_000)
    assert [s.hit for s in stand.of(truth.PusherStruck)] == [(1,)]
    assert [d.pack for d in stand.of(truth.PackDiverted)] == [1]
    assert [m.signals for _, m in stand.heard("io>l1") if isinstance(m, Edges)].count(("reject_confirm",)) == 1
    assert [m for _, m in stand.heard("io>l1") if isinstance(m, Reached)] == [Reached("push", 2700)]


def test_a_pusher_without_effect_leaves_the_pack_on_the_belt(stand):
    """The stroke is recorded, hits nobody, and the pack exits."""
    stand.begin()
    stand.fault("gate-1", "no_effect", packs=1)
    stand.run(2_745_000)
    stand.output("pusher", True)
    stand.run(2_000_000)
    assert [s.hit for s in stand.of(truth.PusherStruck)] == [()]
    assert stand.of(truth.PackExited)[0].pack == 1
    assert [struck.pack for struck in stand.of(truth.FaultStruck)] == [1]


def test_faults_strike_the_number_of_packs_they_are_given(stand):
    """A fault for two packs strikes two, ends by itself, and says so."""
    stand.begin()
    stand.fault("printer-1", "lot_wrong", packs=2)
    stand.run(1_500_000)
    lots = [record.content.split("10L")[1].split("\x1d")[0] for record in stand.of(truth.PackPrinted)]
    assert [lot == "1" for lot in lots[:4]] == [False, False, True, True]
    assert [struck.pack for struck in stand.of(truth.FaultStruck)] == [1, 2]
    assert len(stand.of(truth.FaultEnded)) == 1


def test_a_pack_can_have_exactly_a_given_mass(stand):
    """The fault gives one pack its mass, whatever packs vary by."""
    stand.begin()
    stand.fault("infeed-1", "exact_mass", packs=1, mass="19 g")
    stand.run(500_000)
    assert stand.of(truth.PackFed)[0].mg == 19_000
    assert stand.of(truth.PackFed)[1].mg != 19_000


def test_a_pack_can_follow_with_hardly_a_gap(stand):
    """It lies its own length and the gap behind the one before it, and the next keeps its place."""
    stand.begin()
    stand.run(300_000)
    stand.fault("infeed-1", "double_feed", packs=1, gap="5 mm")
    stand.run(3_500_000)
    seen = {record.pack: record.t for record in stand.of(truth.PackViewed)}
    assert [seen[n + 1] - seen[n] for n in (1, 2, 3)] == [105_000, 195_000, 150_000]


def test_text_and_code_can_differ(stand):
    """A mismatch of the text is in the truth and in what the camera reads."""
    stand.begin()
    stand.fault("printer-1", "hri_mismatch", packs=1)
    stand.run(1_500_000)
    printed = stand.of(truth.PackPrinted)[0]
    assert printed.content == content(1)
    right = f"(01){GTIN}\n(21)SERIAL0001\n(10)L1\n(17)271231"
    assert printed.text is not None
    assert [one == other for one, other in zip(printed.text, right, strict=True)].count(False) == 1


def test_a_shifted_queue_prints_the_record_before(stand):
    """From the shift on every pack carries the serial of the pack before."""
    stand.begin()
    stand.run(1_000_000)
    stand.fault("printer-1", "shifted")
    stand.run(600_000)
    serials = [record.content[-4:] for record in stand.of(truth.PackPrinted)]
    assert serials == ["0001", "0001", "0002", "0003", "0004"] or serials[:2] == ["0001", "0002"]
    shifted = [int(serial) for serial in serials]
    assert all(later - earlier in (0, 1) for earlier, later in itertools.pairwise(shifted))
    assert len(shifted) - len(set(shifted)) == 1


def test_lost_pulses_freeze_the_count_and_hold_back_the_comparator(stand):
    """While pulses are lost the count stands; afterwards it goes on from there."""
    stand.begin()
    stand.run(1_000_000)
    before = stand.line.field.encoder.count(stand.now)
    fault = stand.fault("main", "encoder_lost")
    stand.line.field.receive(stand.now, Compare("watch", before + 100))
    stand.run(1_000_000)
    frozen = stand.line.field.encoder.count(stand.now)
    stand.faults.end(stand.now, fault)
    stand.run(100_000)
    reached = [(t, m) for t, m in stand.heard("io>l1") if isinstance(m, Reached)]
    assert (before, frozen, reached) == (940, 940, [(2_100_000, Reached("watch", 1040))])


def fill_first_case(stand):
    stand.begin()
    stand.run(4_800_000)
    return stand.heard("packer>l2")[0]


def test_a_full_case_is_read_labelled_read_back_and_released(stand):
    """Contents, label order, label read and release follow each other; the case goes to the pallet."""
    _, contents = fill_first_case(stand)
    assert contents == ContentsRead("case", 1, (content(1), content(2), content(3)))
    packer = stand.line.devices["packer-1"]
    packer.receive(stand.now, LabelOrder("case", 1, "395011010000000013"))
    stand.run(600_000)
    assert stand.heard("packer>l2")[1][1] == LabelRead("case", 1, "read", "00395011010000000013")
    packer.receive(stand.now, Release("case", 1, True))
    stand.run(1_500_000)
    assert [(c.case, c.packs) for c in stand.of(truth.CaseFilled)] == [(1, (1, 2, 3))]
    assert [(c.case, c.pallet) for c in stand.of(truth.CasePalletized)] == [(1, 1)]


def test_a_refused_case_is_ejected(stand):
    """A release without acceptance takes the case off the line."""
    fill_first_case(stand)
    stand.line.devices["packer-1"].receive(stand.now, Release("case", 1, False))
    assert [record.case for record in stand.of(truth.CaseEjected)] == [1]


def test_nobody_reads_what_was_ejected(stand):
    """A case that is ejected before its contents were read says nothing any more."""
    stand.begin()
    stand.run(4_700_000)
    assert stand.heard("packer>l2") == []
    stand.line.devices["packer-1"].receive(stand.now, Release("case", 1, False))
    stand.run(400_000)
    assert [record.case for record in stand.of(truth.CaseEjected)] == [1]
    assert stand.heard("packer>l2") == []


def test_a_packer_that_cannot_go_on_says_so(stand):
    """While nobody orders a label, packs wait, and the packer reports that it is full."""
    fill_first_case(stand)
    stand.run(3_000_000)
    full = [m.on for _, m in stand.heard("io>l1") if isinstance(m, Input) and m.signal == "packer_full"]
    assert full == [True]


def test_a_case_can_be_closed_early(stand):
    """Closing now takes the packs that are in."""
    stand.begin()
    stand.run(4_400_000)
    stand.line.devices["packer-1"].receive(stand.now, CloseNow("case"))
    stand.run(300_000)
    contents = stand.heard("packer>l2")[0][1]
    assert len(contents.contents) in (1, 2)


def test_an_unreadable_label_is_read_as_nothing(stand):
    """The label is in the truth as unreadable and the scanner reports no read."""
    fill_first_case(stand)
    stand.fault("packer-1", "label_unreadable", packs=1)
    stand.line.devices["packer-1"].receive(stand.now, LabelOrder("case", 1, "395011010000000013"))
    stand.run(600_000)
    assert stand.of(truth.ContainerLabelled)[0].readable is False
    assert stand.heard("packer>l2")[1][1] == LabelRead("case", 1, "no_read", "")


def test_a_missing_child_is_not_in_the_contents(stand):
    """A pack that fell out is missing from truth and from what is read."""
    stand.begin()
    stand.fault("packer-1", "child_missing", packs=1)
    stand.run(4_800_000)
    assert stand.heard("packer>l2")[0][1].contents == (content(1), content(2))
    assert [(r.pack, r.why) for r in stand.of(truth.PackRemoved)] == [(3, "lost")]


def test_clearance_leaves_nothing_behind(stand):
    """After clearance no pack is on the line, and each is named."""
    stand.begin()
    stand.run(3_000_000)
    cleared = stand.line.clear(stand.now)
    assert stand.line.is_empty()
    assert cleared == tuple(range(1, len(cleared) + 1))
