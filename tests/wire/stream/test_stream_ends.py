"""What server and client promise: meaning through sockets, exact counts, and an end for every connection."""



from tests.wire.stream.rig import Both, message, run


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
        await both.stop()
        assert (both.server.counts(), both.client.counts()) == ({}, {})

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
