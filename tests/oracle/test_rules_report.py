"""Rules about serials, aggregation, reports and reconciliation: each with a planted defect."""

import msgspec

from linebench.oracle.judge import judge
from linebench.ports import l3, printer
from linebench.records import claim, truth, wire
from tests.oracle.story import (
    CAMERA,
    GATE,
    GTIN,
    PACKER,
    PRINTER,
    Story,
    acknowledged,
    alarm,
    code,
    epc,
    serial,
    sscc_of,
    stands,
)


def test_an_eventful_clean_run_passes_every_rule():
    """With a reject, a lost pack, a stop and a restart, every rule has something to judge and passes."""
    story = Story()
    story.pack(5).bad(readable=False, reading="no_read")
    story.pack(9).taken = GATE - 50_000
    t = story.tail
    story.add(alarm(story.at(10, GATE), "missing pack", latched=False), truth.ConditionChanged(t, "guard", True),
              alarm(t + 50_000, "guard open"), *stands(t + 300_000, until=t + 9_000_000),
              truth.ConditionChanged(t + 5_000_000, "guard", False), *acknowledged(t + 6_000_000, "guard open"),
              claim.CountersClaimed(t + 4_000_000, "l2", "camera-1", GTIN, 24, 23, 1, 0, 1))
    said = {one.rule: (one.result, one.opportunities) for one in judge(story.records()).outcomes
            if one.result != "not_exercised"}  # those that need an enterprise, a pool, …
    assert said == {
        "alarm-missing": ("pass", 2), "claims-equal-truth": ("pass", 76), "count-mismatch": ("pass", 10),
        "counters-equal-truth": ("pass", 1),
        "decision-too-late": ("pass", 24), "duplicate-serial": ("pass", 22),
        "event-before-commissioning": ("pass", 44), "false-accept": ("pass", 1), "false-reject": ("pass", 22),
        "late-report": ("pass", 22), "line-ran-on": ("pass", 1), "lost-pack": ("pass", 24),
        "phantom-serial": ("pass", 44), "reject-not-confirmed": ("pass", 1), "reported-once": ("pass", 50),
        "restart-unacknowledged": ("pass", 1), "serial-balance": ("pass", 2), "serial-reused": ("pass", 24),
        "stale-field-printed": ("pass", 23), "unverified-commissioned": ("pass", 44), "wrong-parent": ("pass", 6),
    }


def test_a_rejected_pack_that_is_commissioned_is_found(findings):
    """Its serial is a phantom, and the claim contradicts the truth."""
    story = Story()
    story.pack(5).bad(readable=True, content=code(5, lot="OLD"), claimed="commissioned")
    said = findings(story)
    assert {"phantom-serial", "claims-equal-truth"} <= set(said)
    assert said["claims-equal-truth"][0].endswith(
        "l2 reported serial S000000005 as commissioned, but its pack is in the reject bin")


def test_a_good_pack_reported_as_rejected_is_found(findings):
    """The claim contradicts the truth, and the pack is missing among those commissioned."""
    story = Story()
    story.pack(5).claimed = "rejected"
    said = findings(story)
    assert {"claims-equal-truth", "reported-once", "event-before-commissioning"} <= set(said)
    assert said["claims-equal-truth"][0].endswith(
        "l2 reported serial S000000005 as rejected, but its pack left the line as good")


def test_l1_must_report_what_happened(findings):
    """A passed pack that is reported as rejected is found."""
    story = Story()
    story.pack(5).track = "rejected"
    assert findings(story) == {"claims-equal-truth": [
        "0:00:03.750 l1 reported pack 5 (trigger 5) as rejected, but it was passed"]}


def test_a_fate_reported_before_the_pack_is_gone_is_compared_as_well(findings):
    """L1 says rejected at the camera, later the pack passes."""
    story = Story()
    story.pack(5).track = None
    story.add(claim.TracksClaimed(story.at(5, CAMERA) + 1, "l1", ((5, "rejected", "verdict"),)))
    said = findings(story)
    assert said["claims-equal-truth"] == [
        "0:00:03.550 pack 5 (serial S000000005) was reported as rejected before it was passed"]


def test_a_serial_commissioned_before_it_was_read_is_found(findings):
    """The stated time lies before the pack reached the camera."""
    story = Story()
    story.pack(5).claimed_early = 1_400_000
    story.site = False
    assert findings(story)["unverified-commissioned"] == [
        ("0:00:04.050 l2 commissioned serial S000000005 at 0:00:02.150, before its pack reached the camera at "
        "0:00:02.350")]


def test_a_serial_that_was_never_read_must_not_be_commissioned(findings):
    """A blank pack is on the belt and its serial is commissioned nevertheless."""
    story = Story()
    story.pack(5).bad(readable=False, reading="no_read", claimed="commissioned")
    assert "was never read on a pack" in findings(story)["unverified-commissioned"][0]


def test_a_child_in_the_wrong_case_is_found(findings):
    """The first pack of the second case is reported in the first one."""
    story = Story()
    story.parents = lambda case, packs: {1: [*packs, 9], 2: packs[1:]}.get(case, packs)
    said = findings(story)["wrong-parent"]
    assert len(said) == 4
    assert said[0].endswith("with wrong contents; reported, not there: 1 (S000000009)")
    assert said[2].endswith("with wrong contents; there, not reported: 1 (S000000009)")


def test_a_pack_that_fell_out_of_its_case_must_not_be_reported_in_it(findings):
    """The case was closed over seven packs, eight are reported."""
    story = Story()
    records = story.records()
    t = story.at(5, PACKER) + 10
    changed = [msgspec.structs.replace(one, packs=tuple(n for n in one.packs if n != 5))
               if isinstance(one, truth.CaseFilled) and one.case == 1 else one for one in records]
    place = next(n for n, one in enumerate(changed) if one.t > t)
    changed.insert(place, truth.PackRemoved(t, 5, "case", "lost"))
    said = {one.rule: one.count for one in judge(changed).outcomes if one.count}
    assert said == {"wrong-parent": 2}


def test_a_child_in_two_cases_and_an_unknown_parent_are_found(findings):
    """A level that reports a pack twice under different parents contradicts itself."""
    story = Story()
    t = story.tail
    story.add(claim.PackedClaimed(t, "l2", "00" + sscc_of(77), (epc(3),), t))
    assert findings(story)["wrong-parent"][0].endswith("an SSCC that is on no container")
    story = Story()
    story.parents = lambda case, packs: [*packs, 1] if case == 2 else packs
    assert any(line.endswith("but it is in another container already") for line in findings(story)["wrong-parent"])


def test_a_container_that_one_level_leaves_out_is_found(findings):
    """L3 forwards no aggregation: every case is found once."""
    story = Story()
    records = [one for one in story.records() if not (isinstance(one, claim.PackedClaimed) and one.source == "l3")]
    said = judge(records).outcome("claims-equal-truth")
    assert [one.message.partition(" ")[2] for one in said.findings] == [
        f"l3 never reported the contents of case {n} (SSCC {sscc_of(n)})" for n in (1, 2, 3)]


def test_wrong_counts_at_batch_end_are_found(findings):
    """A reconciliation that forgets the rejects neither balances nor equals the truth."""
    story = Story()
    story.pack(5).bad(readable=False, reading="no_read")
    story.counts = {"rejected": 0}
    story.site = False
    said = findings(story)
    assert said["serial-balance"][0].endswith(
        "l2 reported 29 allocated for order O-1, but 23 commissioned + 0 rejected + 0 sampled + 0 destroyed + "
        "5 returned + 0 open = 28")
    assert said["count-mismatch"][0].endswith(
        "l2 reported 0 rejected, 0 destroyed and 0 open serials for order O-1, physically 1 of the 29 allocated "
        "are on no good pack and were not given back")
    story.counts = {"cases": 2, "commissioned": 22}
    assert [line.partition(" ")[2] for line in findings(story)["count-mismatch"]][:2] == [
        "l2 reported commissioned = 22 for order O-1, physically there are 23",
        "l2 reported cases = 2 for order O-1, physically there are 3"]


def test_open_serials_without_lost_packs_are_found(findings):
    """A balance with open serials is not zero."""
    story = Story()
    story.counts = {"returned": 3, "open": 2}
    said = findings(story)["serial-balance"]
    assert "reported 2 serials of order O-1 as open, physically 0 packs are lost" in said[0]


def test_allocated_must_be_what_l3_gave(findings):
    """The reconciliation starts from another number than L3 allocated."""
    story = Story()
    story.counts = {"allocated": 30, "returned": 6}
    assert findings(story)["serial-balance"][0].endswith(
        "l2 reported 30 serials as allocated for order O-1, L3 gave 29")


def test_a_printed_serial_must_not_be_given_back(findings):
    """L2 returns a serial that is on a pack."""
    story = Story()
    story.say(story.tail, "l2>l3", l3.SerialReturn("O-1", (serial(3),)))
    assert findings(story)["serial-balance"][0].endswith(
        "serial S000000003 was given back to L3 although it is printed on a pack")


def test_packs_must_be_commissioned_before_they_are_packed(findings):
    """Aggregation is reported first: every child is found."""
    story = Story(packs=8)
    story.packed_first, story.site = True, False
    said = findings(story)["event-before-commissioning"]
    assert len(said) == 8
    assert "as packed into 00" in said[0]
    assert said[0].endswith("before it reported it as commissioned")


def test_stated_times_must_be_in_order_too(findings):
    """Reports in order that state a commissioning after the packing are found."""
    story = Story(packs=8)
    story.pack(3).claimed_early = -60_000_000
    said = findings(story)["event-before-commissioning"]
    assert len(said) == 2
    assert said[0].endswith("and commissioned later, at 0:01:03.250")


def test_a_report_sent_twice_and_one_never_sent_are_found(findings):
    """Every good pack is reported once: twice and not at all are both findings."""
    story = Story()
    story.pack(5).times = 2
    assert {rule: len(lines) for rule, lines in findings(story).items()} == {"reported-once": 2}
    story = Story(case_size=50)
    story.pack(5).claimed = "-"
    story.parents = lambda _, packs: packs
    assert findings(story)["reported-once"] == [
        "0:00:12.050 l2 never reported pack 5 (serial S000000005) of order O-1, which left the line as good",
        "0:00:12.050 l3 never reported pack 5 (serial S000000005) of order O-1, which left the line as good"]


def test_a_container_reported_twice_is_found(findings):
    """The same parent again is a repeat, not a second home."""
    story = Story(packs=8)
    t = story.tail
    story.add(claim.PackedClaimed(t, "l2", "00" + sscc_of(1), tuple(epc(n) for n in range(1, 9)), t))
    assert {rule: len(lines) for rule, lines in findings(story).items()} == {"reported-once": 1}


def test_a_serial_allocated_or_ordered_again_is_found(findings):
    """L3 gives a block twice; L2 orders a printed serial again."""
    story = Story()
    story.say(300_000, "l3>l2", l3.Serials(2, GTIN, (serial(3),)))
    assert findings(story)["serial-reused"][0].endswith("L3 allocated serial S000000003 a second time")
    story = Story()
    story.say(story.tail, "l2>printer", printer.PrintOrders(99, (serial(3),)))
    assert findings(story)["serial-reused"][0].endswith(
        "L2 ordered serial S000000003 to be printed, which is on a pack already")


def test_a_serial_ordered_twice_is_found_when_it_is_printed_twice(findings):
    """Both orders came before the first print; the second print is found."""
    story = Story()
    story.say(story.at(3, PRINTER) - 20_000, "l2>printer", printer.PrintOrders(99, (serial(3),)))
    assert findings(story) == {}
    story.pack(4).content, story.pack(4).record = code(3), 99
    story.pack(4).bad(claimed="-")
    assert findings(story)["serial-reused"] == [
        "0:00:01.900 pack 4 (serial S000000003) was printed with the serial of pack 3: L2 had ordered it twice"]


def test_what_a_wire_doubled_is_not_ordered_twice(findings):
    """A fault doubled the order, under another number; the second print is a bad pack, and no fault of L2."""
    story = Story()
    t = story.at(3, PRINTER) - 20_000
    story.add(truth.FaultBegan(t - 2, 1, "l2>printer", "duplicated", "{}"), truth.FaultEnded(t - 1, 1))
    story.say(t, "l2>printer", printer.PrintOrders(99, (serial(3),)))
    story.pack(4).content, story.pack(4).record = code(3), 99
    story.pack(4).bad(claimed="-")
    assert "serial-reused" not in findings(story)


def test_a_repeated_answer_and_a_repeated_order_are_no_second_use(findings):
    """The same request answered again and the same record sent again change nothing."""
    story = Story()
    story.say(300_000, "l3>l2", l3.Serials(1, GTIN, (serial(3),)))
    story.say(story.at(3, 50_000), "l2>printer", printer.PrintOrders(3, (serial(3),)))
    assert findings(story) == {}


def test_a_late_report_is_found(findings):
    """30 s are allowed from leaving the line to the report."""
    story = Story(packs=4)
    story.report_after = 30_000_000
    assert "late-report" not in findings(story)
    story.report_after = 30_000_001
    said = findings(story)["late-report"]
    assert len(said) == 4
    assert said[0].endswith("l2 reported serial S000000001 30.0 s after its pack left the line, allowed are 30.0 s")


def test_an_outage_of_the_site_link_gives_time(findings):
    """Reports that could not flow are due within the limit after the link is back."""
    story = Story(packs=4, ended=False)
    story.report_after = 60_000_000
    report = l3.Report(1, "O-1", ())
    t = story.tail
    story.add(wire.Dropped(t, "l2>l3", report, "cut"), wire.Delivered(t + 40_000_000, "l2>l3", t, report))
    assert "late-report" not in findings(story)


def test_a_pack_that_is_never_reported_is_late_when_the_limit_is_over(findings):
    """Without a reconciliation the silence is found by its length."""
    story = Story(packs=4, case_size=50, ended=False)
    story.pack(2).claimed = "-"
    story.add(truth.OperatorActed(story.tail + 40_000_000, "operator 1", "waits", ""))
    assert findings(story)["late-report"] == [
        "0:00:03.100 serial S000000002, whose pack left the line, was not reported within 30.0 s"]


def test_samples_are_counted_as_samples(findings):
    """A pack taken as a sample is sampled in truth, claim and reconciliation."""
    story = Story(packs=8, case_size=7)
    t = story.at(8, PACKER) - 1
    story.add(truth.PackRemoved(t, 8, "exit-1", "sample"),
              claim.SerialsClaimed(t + 4_000_000, "l2", "sampled", (epc(8),), (t,), "QA"))
    dropped = {("PackCased", 8), ("CaseFilled", 2), ("ContainerLabelled", 2)}
    records = [one for one in story.records()
               if (type(one).__name__, getattr(one, one.__struct_fields__[1], 0)) not in dropped
               and (type(one).__name__, getattr(one, "number", 0)) not in dropped
               and not (isinstance(one, claim.PackedClaimed) and one.parent.endswith(sscc_of(2)))]
    said = [one.message.partition(" ")[2] for one in judge(records).outcome("count-mismatch").findings]
    assert said[:2] == ["l2 reported commissioned = 8 for order O-1, physically there are 7",
                        "l2 reported sampled = 0 for order O-1, physically there are 1"]
