"""People asked at the terminal, one question after the other."""

import os
import threading
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import TextIO

from linebench.binding.asking.question import UNABLE, WORDS, AskingError, Question, Reply, give, problem_of

__all__ = ["Terminal", "open_terminal"]


def open_terminal() -> "Terminal":
    """The terminal itself, whatever standard input and output were made to be.

    Raises:
        AskingError: there is none, as in a job that nobody attends.

    """
    names = ("CONIN$", "CONOUT$") if os.name == "nt" else ("/dev/tty", "/dev/tty")
    try:
        # they stay open as long as the process lives: a thread may be waiting for a line
        heard = open(names[0], encoding="utf-8", errors="replace")  # noqa: PTH123, SIM115  # see above
        said = open(names[1], "w", encoding="utf-8", errors="replace")  # noqa: PTH123, SIM115  # see above
    except OSError as error:
        raise AskingError("--ask terminal: there is no terminal here; use --ask page, or --answers FILE") from error
    return Terminal(heard, said)


class Terminal:
    """An ``Asker``. A line that comes when its question is not open any more is not taken as an answer."""

    def __init__(self, heard: TextIO, said: TextIO) -> None:
        self._heard, self._said = heard, said
        self._waiting: SimpleQueue[tuple[Question, Future[Reply]]] = SimpleQueue()
        threading.Thread(target=self._serve, name="linebench terminal", daemon=True).start()

    def ask(self, question: Question) -> "Future[Reply]":
        """See ``Asker``."""
        future: Future[Reply] = Future()
        self._waiting.put((question, future))
        return future

    def _serve(self) -> None:
        while True:
            question, future = self._waiting.get()
            try:
                self._put(question, future)
            except (OSError, EOFError) as error:
                give(future, Reply(UNABLE, "nobody", f"the terminal is gone: {error}"))

    def _put(self, question: Question, future: "Future[Reply]") -> None:
        self._say(f"\n{question.test}, {question.role}: {question.words}\n")
        for number, answer in enumerate(question.answers, 1):
            self._say(f"  {number}  {WORDS[answer]}\n")
        while not future.cancelled():
            reply = self._reply(question)
            if future.cancelled():
                self._say("too late: it is not waited for any more\n")
            elif problem := problem_of(reply, question):
                self._say(f"{problem}\n")
            else:
                give(future, reply)
                return

    def _reply(self, question: Question) -> Reply:
        typed = self._line("answer")
        number = int(typed) if typed.isascii() and typed.isdecimal() else 0
        answer = question.answers[number - 1] if 0 < number <= len(question.answers) else typed
        who, remark, file = self._line("your name"), self._line("remark"), self._line("photo or file")
        return Reply(answer, who, remark, Path(file) if file else None)

    def _line(self, what: str) -> str:
        self._say(f"{what}: ")
        line = self._heard.readline()
        if not line:
            raise EOFError("end of input")
        return line.strip()

    def _say(self, text: str) -> None:
        self._said.write(text)
        self._said.flush()
