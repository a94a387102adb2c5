"""The page on which people are asked, as text."""

from html import escape

from linebench.binding.asking.question import WORDS, Question, Reply

__all__ = ["nothing_html", "question_html"]

_AGAIN_S = 2
_STYLE = ("body{font:16px sans-serif;max-width:40em;margin:2em auto;padding:0 1em}h1{font-size:1.2em}"
          "label{display:block;margin:.6em 0}input[type=text]{width:100%;font:inherit}"
          "button{font:inherit;padding:.4em 2em}.wrong{color:#a00}.of{color:#555}")


def question_html(number: int, question: Question, reply: Reply, problem: str = "") -> str:
    """The form for one question, with what was filled in so far and why it cannot be taken."""
    choices = "".join(
        f'<label><input type="radio" name="answer" value="{escape(answer)}" required'
        f'{" checked" if answer == reply.answer else ""}> {escape(WORDS[answer])}</label>'
        for answer in question.answers)
    file = "" if reply.attachment is None else str(reply.attachment)
    return _page("", (
        f'<p class="of">{escape(f"{question.test} · {question.role} · open for {question.within}")}</p>'
        f"<h1>{escape(question.words)}</h1>"
        + (f'<p class="wrong">{escape(problem)}</p>' if problem else "")
        + f'<form method="post" action="{number}">{choices}'
        + _field("who", "your name", reply.who, needed=True) + _field("remark", "remark", reply.remark)
        + _field("attachment", "photo or file: its path on this machine", file)
        + "<button>Answer</button></form>"))


def nothing_html(said: str = "") -> str:
    """The page while nothing is asked; it looks again by itself."""
    return _page(f'<meta http-equiv="refresh" content="{_AGAIN_S};url=./">',
                 f"<h1>{escape(said) or 'Nothing is asked at the moment.'}</h1>")


def _field(name: str, label: str, value: str, *, needed: bool = False) -> str:
    return (f'<label>{label}<input type="text" name="{name}" value="{escape(value)}"'
            f'{" required" if needed else ""}></label>')


def _page(head: str, body: str) -> str:
    return ('<!doctype html><html lang="en"><head><meta charset="utf-8"><title>linebench: questions</title>'
            f"{head}<style>{_STYLE}</style></head><body>{body}</body></html>")
