"""A person who reports an exception is led to its end."""

from linebench.oracle.rule import Rule

__all__ = ["RULE"]


class RULE(Rule):
    """Opportunities: procedures that were begun.

    One that cannot be is refused at once, before anything else is asked. After that it ends as done, or as
    abandoned when the person has said so.
    """

    id = "exception-unresolved"
    title = "A procedure that a person has begun is refused at once, or led to its end."
    classes = ("exception",)

    def finish(self) -> None:
        """Look at how each has ended."""
        for task in self.book.exceptions.tasks.values():
            self.opportunities += 1
            if task.state == "begun":
                self.find(f"{task.procedure!r} (task {task.task}) has not come to an end", task.t, at=(task.at,))
            elif task.state == "refused" and task.told:
                self.find(f"{task.procedure!r} (task {task.task}) was refused under way: {task.reason}", task.t,
                          at=(task.at,))
            elif task.state == "abandoned" and not task.left:
                self.find(f"{task.procedure!r} (task {task.task}) was abandoned, and nobody had asked for that",
                          task.t, at=(task.at,))
