"""What server and client promise: meaning through sockets, exact counts, and an end for every connection."""



import asyncio

from linebench.wire.side import Arm, Cancel
from tests.wire.stream.rig import Both, HandClock, LineSide, Peer, message, run


class TimerSide(LineSide):
    """Arms a timer for every message, and cancels it for message 0."""

    def tell(self, message):
        return [Arm("t", message.record)] if message.record else [Cancel("t")]


def test_what_is_told_at_one_end_is_heard_at_the_other():
    """Both ways, in order, and written before ``tell`` returns."""
    async def main():
        both = await (await Both().serve()).dial()
        await both.quiet()
        for record in (1, 20, 300):
            both.client.tell(message(record))
        both.server.tell(message(4000))
        (port, counts), = both.client.counts().items()
        assert counts == (2 + 3 + 4, 0)
        await both.quiet()
        assert both.heard == [message(1), message(20), message(300)]
        assert both.answers == [message(4000)]
        assert both.server.counts() == {port: (5, 9)}
        assert both.client.counts() == {port: (9, 5)}
        assert both.client.connected
        await both.stop()
        assert (both.server.counts(), both.client.counts(), both.client.connected) == ({}, {}, False)

    run(main())


def test_nothing_is_quiet_while_bytes_are_under_way():
    """After a write the counts differ until the other end has read it."""
    async def main():
        both = await (await Both().serve()).dial()
        await both.quiet()
        both.client.tell(message(7))
        assert not both.is_quiet()
        await both.quiet()
        assert both.heard == [message(7)]
        await both.stop()

    run(main())


def test_an_answer_within_a_hearing_overtakes_nothing():
    """Whoever hears a message and answers at once is heard after the acknowledgement of that message."""
    async def main():
        def answer(heard):
            both.server.tell(message(heard.record + 100))

        both = await Both(device=LineSide(echo=True)).serve(hear=answer)
        peer = await Peer.dial(both.server)
        peer.say(b"1\n2\n")
        await peer.reads(len(b"1\n2\n101\n102\n"))
        assert peer.data == b"1\n2\n101\n102\n"
        await both.stop()

    run(main())


def test_hanging_up_sends_what_was_said_before_and_nothing_after():
    """The goodbye arrives, then the end; what the side says later goes nowhere."""
    async def main():
        both = await Both().serve()
        peer = await Peer.dial(both.server)
        peer.say(b"bye\n")
        await peer.ends()
        assert (peer.data, peer.ended) == (b"bye\n", "closed")
        await both.until(lambda: both.server.counts() == {})
        assert both.notes == [("connected", "client 1"), ("hung up", "client 1: bye"),
                              ("disconnected", "client 1: hung up")]
        assert both.device.log == [("opened", 1), (1, b"bye\n"), ("closed", 1)]
        await both.stop()

    run(main())


def test_what_a_side_notes_is_noted():
    """A note of the side passes as it is."""
    async def main():
        both = await Both().serve()
        peer = await Peer.dial(both.server)
        peer.say(b"\xff\xfe\n")
        await both.until(lambda: len(both.notes) == 2)
        assert both.notes[1] == ("garbage", r"b'\xff\xfe'")
        await both.stop()

    run(main())


def test_timers_of_a_side_run_on_the_clock():
    """An armed timer runs out once at its time; armed anew it starts again; cancelled it never runs out."""
    async def main():
        clock = HandClock()
        both = await Both(device=TimerSide(), clock=clock).serve()
        both.server.tell(message(100))
        clock.move(60)
        both.server.tell(message(100))
        clock.move(159)
        assert both.heard == []
        clock.move(160)
        assert both.heard == [message(0)]
        both.server.tell(message(100))
        both.server.tell(message(0))
        clock.move(1_000)
        assert both.device.log == [("expired", "t")]
        both.server.poll()
        assert both.device.log == [("expired", "t"), ("poll",)]
        await both.stop()

    run(main())


def test_a_client_dials_again_after_a_loss():
    """After ``retry_us`` of its clock it is connected again, and its side knows both."""
    async def main():
        clock = HandClock()
        both = await (await Both(clock=clock).serve()).dial(retry_us=300)
        await both.quiet()
        both.server.hang(1, "maintenance")
        assert both.server.busy
        await both.until(lambda: not both.client.counts())
        assert not both.client.connected
        clock.move(299)
        assert not both.client.busy
        clock.move(300)
        assert both.client.busy
        await both.until(lambda: both.client.connected and both.is_quiet())
        assert both.host.log == [("opened", 1), ("closed", 1), ("opened", 1)]
        assert both.host_notes == [("connected", "client 1"), ("disconnected", "client 1: closed by the other end"),
                                   ("connected", "client 1")]
        await both.stop()

    run(main())


def test_a_device_that_is_not_there_is_noted_once_and_found_later():
    """``start`` ends with the first attempt; the outage is one note however many attempts it takes."""
    async def main():
        clock = HandClock()
        both = await Both(clock=clock).serve()
        port = both.server.port
        await both.server.stop()
        await both.dial(f"127.0.0.1:{port}", retry_us=10)
        for retry in range(1, 4):
            assert not both.client.connected
            clock.move(10 * retry)
            await both.until(lambda: not both.client.busy)
        await both.serve(port=port)
        clock.move(100)
        await both.until(lambda: both.client.connected)
        await both.server.stop()
        await both.until(lambda: not both.client.counts())
        clock.move(200)
        await both.until(lambda: not both.client.busy)
        assert both.host_notes == [
            ("unreachable", f"127.0.0.1:{port}: refused"), ("connected", "client 1"),
            ("disconnected", "client 1: closed by the other end"), ("unreachable", f"127.0.0.1:{port}: refused")]
        await both.stop()

    run(main())


def test_what_is_gathered_is_handed_over_in_order_of_connection():
    """Bytes of one connection come in one piece, whoever was read first; nothing is heard before."""
    async def main():
        both = await Both().serve(gather=True)
        first = await Peer.dial(both.server)
        await both.until(lambda: len(both.server.counts()) == 1)
        second = await Peer.dial(both.server)
        await both.until(lambda: len(both.server.counts()) == 2)
        second.say(b"2\n")
        await both.until(lambda: sum(received for _, received in both.server.counts().values()) == 2)
        first.say(b"1")
        await both.until(lambda: sum(received for _, received in both.server.counts().values()) == 3)
        first.say(b"1\n")
        await both.until(lambda: sum(received for _, received in both.server.counts().values()) == 5)
        second.transport.close()
        await both.until(lambda: len(both.server.counts()) == 1)
        assert (both.device.log, both.heard, both.server.gathered) == ([], [], True)
        both.server.release()
        assert both.device.log == [("opened", 1), (1, b"11\n"), ("opened", 2), (2, b"2\n"), ("closed", 2)]
        assert (both.heard, both.server.gathered) == ([message(11), message(2)], False)
        await both.stop()

    run(main())


def test_what_is_gathered_of_a_lost_connection_comes_before_the_next():
    """Bytes, end, and beginning anew keep their order where both connections have the same number."""
    async def main():
        both = await (await Both(clock=HandClock()).serve()).dial(gather=True)
        await both.quiet()
        both.server.tell(message(1))
        both.server.hang(1, "maintenance")
        await both.until(lambda: not both.client.counts())
        both.clock.move(500_000)
        await both.until(lambda: both.client.connected and both.is_quiet())
        both.server.tell(message(2))
        await both.quiet()
        both.client.release()
        assert both.host.log == [("opened", 1), (1, b"1\n"), ("closed", 1), ("opened", 1), (1, b"2\n")]
        both.client.tell(message(3))
        await both.quiet()
        assert both.heard == [message(3)]
        await both.stop()

    run(main())


def test_an_error_of_the_bench_is_not_swallowed():
    """What a hearer raises reaches the loop's exception handler; that connection ends, others go on."""
    async def main():
        def hear(heard):
            if heard.record == 13:
                raise RuntimeError("thirteen")
            both.heard.append(heard)

        errors = []
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: errors.append(context["exception"]))
        both = await Both().serve(hear=hear)
        first, second = await Peer.dial(both.server), await Peer.dial(both.server)
        first.say(b"13\n")
        await first.ends()
        second.say(b"14\n")
        await both.until(lambda: both.heard == [message(14)])
        assert [str(error) for error in errors] == ["thirteen"]
        await both.stop()

    run(main())


def test_a_side_outlives_its_server():
    """Served again after a stop, it has the connections of the new server only, and nobody heard of the stop."""
    async def main():
        both = await (await Both().serve()).dial()
        await both.quiet()
        await both.stop()
        await both.serve()
        peer = await Peer.dial(both.server)
        await both.until(both.server.counts)
        both.server.tell(message(3))
        await peer.reads(2)
        assert peer.data == b"3\n"
        assert both.device.log == [*both.host.log, ("opened", 1)] == [("opened", 1), ("closed", 1), ("opened", 1)]
        await both.server.stop()

    run(main())
