"""Pictures to a vision system under test, and its answers back: by folder, by TCP, by HTTP.

A frame carries a trigger id, an answer names it, and everything is matched by it. README.md in this folder
is the page for whoever connects a vision system.
"""

from linebench.wire.vision.carrier import Feed, FeedError
from linebench.wire.vision.feed import open_feed, run_feed
from linebench.wire.vision.judging import Expected, Judged
from linebench.wire.vision.summary import Latency, Summary, Trouble
from linebench.wire.vision.values import Answer, AnswerError, Frame, FrameError

__all__ = ["Answer", "AnswerError", "Expected", "Feed", "FeedError", "Frame", "FrameError", "Judged", "Latency",
           "Summary", "Trouble", "open_feed", "run_feed"]
