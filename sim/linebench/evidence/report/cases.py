"""The part of a report that tells each test case: its steps, comparisons, findings, pictures and plots."""

from collections.abc import Mapping

from linebench.evidence.components import own_orders
from linebench.evidence.files import Source
from linebench.evidence.judging import Finding, RuleOutcome, StepJudged
from linebench.evidence.model import Attempt, Planned, Step, case_name
from linebench.evidence.report.attached import Hashes, by_attempt, files_of
from linebench.evidence.report.language import Language
from linebench.evidence.report.model import AttemptPart, CasePart, FindingLine, Pair, PicturePart, StepLine
from linebench.evidence.report.plots import grades_plot, rates, steps_plot
from linebench.evidence.report.sheet import Figure
from linebench.evidence.report.text import filled
from linebench.evidence.story import Story, StoryStep, read_story
from linebench.evidence.verdicts import AttemptVerdict, CaseVerdict
from linebench.records.codec import JournalError
from linebench.records.requirement import Requirement

__all__ = ["CaseTeller", "clock", "ms"]

_PLOT_FROM = 20
"""Fewer packs than this make no curve worth a plot."""
_SUFFICES = 1.5
"""Lowest grade that Regulation (EU) 2016/161 Article 6 takes as sufficient."""
_PACKS_SHOWN = 4
_PICTURES_SHOWN = 12
"""Pictures of one attempt that are printed; the inventory lists them all."""
_FINDINGS_SHOWN = 20
"""Findings of one rule on one attempt that are printed; verdicts.json holds more, and their number is told."""


def clock(time_us: int) -> str:
    """Write simulated time as ``h:mm:ss.mmm``; fractions of a millisecond are cut, the journal has them."""
    seconds, thousandths = divmod(time_us // 1000, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}.{thousandths:03d}"


def ms(time_us: int) -> str:
    """Write microseconds as milliseconds."""
    return f"{time_us // 1000}.{time_us % 1000:03d} ms"


class CaseTeller:
    """Tells the test cases of one package in one language."""

    def __init__(self, source: Source, language: Language, attempts: Mapping[str, Attempt],
                 requirements: Mapping[str, Requirement], hashes: Hashes, *,
                 scripts: Mapping[str, str]) -> None:
        self._source, self._language = source, language
        self._attempts, self._requirements = attempts, requirements
        self._inside, self._scripts = by_attempt(hashes), scripts

    def case(self, number: int, plan: Planned, verdict: CaseVerdict,
             tried: Mapping[str, AttemptVerdict]) -> CasePart:
        """Tell one planned test case with all its attempts."""
        say, count = self._language.say, len(verdict.attempts)
        parts = tuple(self._attempt(tried[folder], count) for folder in verdict.attempts)
        last = self._attempts[verdict.attempts[-1]] if verdict.attempts else None
        return CasePart(
            anchor=f"case-{number}", name=case_name(plan.test, plan.row), title=filled(plan.title, plan.row),
            kind=plan.kind or (last.kind if last else "") or say("unknown"),
            objective=" ".join(filled(plan.objective or plan.title, plan.row).split()),
            verdict=verdict.verdict, word=self._language.verdict(verdict.verdict),
            why=self._language.tell(verdict.why), attempts_word=str(count) if count else say("none"),
            requirements=tuple(self._requirement(name) for name in verdict.requirements),
            risks=", ".join(verdict.risks) or say("none"), script=self._script(plan),
            script_hash=self._scripts.get(plan.script, ""), attempts=parts,
        )

    def _script(self, plan: Planned) -> str:
        place = f"{plan.script}:{plan.line}"
        return f"{place}, {self._language.say('case.revision', revision=plan.revision)}" if plan.revision else place

    def _requirement(self, name: str) -> Pair:
        known = self._requirements.get(name)
        if known is None:
            return Pair(label=name, value=self._language.say("requirement.unknown"))
        limit = f" ({self._language.say('limit')} {known.limit.text})" if known.limit else ""
        return Pair(label=f"{name} rev. {known.revision}", value=known.title + limit)

    def _attempt(self, verdict: AttemptVerdict, count: int) -> AttemptPart:
        attempt, story = self._attempts[verdict.folder], self._story(verdict)
        return AttemptPart(
            title=self._language.say("attempt.of", n=verdict.n, count=count), verdict=verdict.verdict,
            word=self._language.verdict(verdict.verdict), why=self._language.tell(verdict.why),
            facts=self._facts(attempt, verdict, story), steps=self._steps(attempt, verdict, story),
            rules=self._rules(verdict.rules), findings=self._findings(verdict.rules),
            faults=tuple(f"{clock(t)}  {target}: {kind.replace('_', ' ')} {params}".rstrip()
                         for t, target, kind, params in story.faults),
            metrics=verdict.metrics, pictures=self._pictures(verdict.folder, attempt), plots=self._plots(story),
            files=files_of(self._inside.get(verdict.folder, {}), attempt, self._language), rejects=story.rejects,
        )

    def _story(self, verdict: AttemptVerdict) -> Story:
        name = f"{verdict.folder}/journal.zst"
        try:
            return read_story(self._source.read(name) if self._source.has(name) else b"")
        except JournalError:
            return read_story(b"")  # the verdict says that the journal is damaged and why

    def _facts(self, attempt: Attempt, verdict: AttemptVerdict, story: Story) -> tuple[Pair, ...]:
        say = self._language.say
        seed = str(story.opened.seed) if story.opened else say("unknown")
        pairs = [
            ("attempt.start", attempt.start), ("attempt.end", attempt.end), ("attempt.worker", attempt.worker),
            ("attempt.simulated", clock(story.end)), ("seed", seed), ("attempt.records", str(verdict.records)),
            ("attempt.reason", attempt.reason), ("remarks", attempt.remarks),
            ("message", self._language.tell(attempt.message)),
        ]
        told = (*pairs, *self._continued(story), *self._wall(verdict, story))
        facts = [Pair(label=say(key), value=value) for key, value in told if value]
        facts.append(Pair(label=say("attempt.journal"), value=verdict.journal or say("none"),
                          hash=bool(verdict.journal)))
        return tuple(facts)

    def _continued(self, story: Story) -> list[tuple[str, str]]:
        """Which orders were of this attempt alone, where the system went on from the one before."""
        orders = own_orders(story.opened) if story.opened else ()
        return [("world", self._language.say("world.continued", orders=", ".join(orders)))] if orders else []

    def _wall(self, verdict: AttemptVerdict, story: Story) -> list[tuple[str, str]]:
        """What time by the wall was worth."""
        late, off = verdict.lateness, story.uncertainty
        told = [] if late is None else [("lateness", self._language.say(
            "lateness.told", events=late.events, p50=ms(late.p50), p99=ms(late.p99), worst=ms(late.worst)))]
        if off is not None:
            parts = ", ".join(f"{self._language.say(f'uncertainty.{name}')} {ms(us)}" for name, us in off.parts)
            told.append(("uncertainty", f"{ms(off.us)} ({parts})"))
        return [*told, *self._scan(story), *self._clock(story)]

    def _scan(self, story: Story) -> list[tuple[str, str]]:
        """How often a foreign PLC looked at its inputs."""
        scan = story.scan
        return [] if scan is None else [("plc_scan", self._language.say(
            "plc_scan.told", signal=scan.signal, looks=scan.looks, mean=ms(scan.mean_us), jitter=ms(scan.jitter_us),
            p99=ms(scan.p99_us), worst=ms(scan.worst_us), limit=ms(scan.limit_us)))]

    def _clock(self, story: Story) -> list[tuple[str, str]]:
        """How well the clock of a foreign level is known, and how it drifted."""
        if not story.clocks:
            return []
        first, last = story.clocks[0], story.clocks[-1]
        say = self._language.say
        off = ", ".join(f"{say(f'system_clock.{one.when}')} ± {ms(one.off_us)}" for one in story.clocks)
        drift = "" if last is first else say(
            "system_clock.drift", drift=f"{(last.ahead_us - first.ahead_us) / 1000:+.3f} ms")
        return [("system_clock", f"{first.source}: {off}{drift and f', {drift}'}")]

    def _steps(self, attempt: Attempt, verdict: AttemptVerdict, story: Story) -> tuple[StepLine, ...]:
        written, told = {step.n: step for step in attempt.steps}, {step.n: step for step in story.steps}
        judged = {step.n: step for step in verdict.steps}
        return tuple(self._step(n, written.get(n), told.get(n), judged.get(n))
                     for n in sorted(written.keys() | told.keys()))

    def _step(self, n: int, written: Step | None, told: StoryStep | None, judged: StepJudged | None) -> StepLine:
        source, said = told or written, judged or told or written
        verdict = said.verdict if said else "not_executed"
        table = written.table if written else ()
        if written and written.docstring:
            table = (*table, *((line,) for line in written.docstring.splitlines()))
        expected, actual = self._compared(told)
        return StepLine(
            n=n, keyword=self._language.keyword((source.keyword if source else "") or
                                                (written.keyword if written else "")),
            text=(source.text if source else "") or (written.text if written else ""), table=table,
            expected=expected, actual=actual, verdict=verdict, word=self._language.verdict(verdict),
            time=self._times(told), message=self._language.tell(said.message) if said else "",
        )

    def _compared(self, told: StoryStep | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
        say, tell = self._language.say, self._language.tell
        if told is None or told.verdict == "not_executed":
            return (say("none"),), (say("step.not_run"),)
        stimuli = tuple(map(tell, told.stimuli))
        if not told.compared:
            done = () if told.message and told.verdict != "pass" else (say("step.carried_out"),)
            return (say("none"),), stimuli or done
        expected = tuple(tell(c.expected) + (f" ({c.limit})" if c.limit and c.limit not in c.expected else "")
                         for c in told.compared)
        actual = tuple(tell(c.actual) + ("" if c.met else f" - {say('step.not_met')}") for c in told.compared)
        return expected, (*stimuli, *actual)

    def _times(self, told: StoryStep | None) -> tuple[str, ...]:
        if told is None or told.verdict == "not_executed":
            return (self._language.say("none"),)
        if told.ended is None or clock(told.ended) == clock(told.began):
            return (clock(told.began),)
        return (clock(told.began), clock(told.ended))

    def _rules(self, rules: tuple[RuleOutcome, ...]) -> str:
        outcomes = [rule.outcome for rule in rules]
        return self._language.say(
            "rules.sentence", total=len(rules), passed=outcomes.count("pass"), failed=outcomes.count("fail"),
            idle=outcomes.count("not_exercised"), blind=outcomes.count("not_knowable"),
        ) + (" " + self._language.say("rules.doubted", doubt=outcomes.count("provisional"))
             if "provisional" in outcomes else "")

    def _findings(self, rules: tuple[RuleOutcome, ...]) -> tuple[FindingLine, ...]:
        lines: list[FindingLine] = []
        for rule in rules:
            shown = rule.findings[:_FINDINGS_SHOWN]
            lines += [_finding(rule.rule, finding, self._language) for finding in shown]
            if rule.count > len(shown):
                more = self._language.say("finding.more", count=rule.count - len(shown))
                lines.append(FindingLine(rule=rule.rule, what=more, time="-", packs="-", records="-"))
            doubt = self._language.verdict("provisional")
            lines += [_finding(f"{rule.rule} ({doubt})", finding, self._language)
                      for finding in rule.doubts[:_FINDINGS_SHOWN]]
        return tuple(lines)

    def _pictures(self, folder: str, attempt: Attempt) -> tuple[PicturePart, ...]:
        titles = {f"attachments/{picture.file}": picture.title for picture in attempt.pictures}
        files = [(name, digest) for name, (digest, _) in self._inside.get(folder, {}).items()
                 if name.startswith("attachments/") and name.endswith(".png")]
        return tuple(PicturePart(file=f"{folder}/{name}", title=titles.get(name, name.partition("/")[2]),
                                 sha256=digest) for name, digest in files[:_PICTURES_SHOWN])

    def _plots(self, story: Story) -> tuple[Figure, ...]:
        return self._throughput(story) + self._grades(story)

    def _grades(self, story: Story) -> tuple[Figure, ...]:
        if len(story.grades) < _PLOT_FROM:
            return ()
        say = self._language.say
        labels = (say("plot.packs"), say("plot.grade"), say("plot.needed"), say("plot.first_reject"))
        svg = grades_plot(story.grades, story.rejected, _SUFFICES, labels)
        alt = say("plot.grades.alt", graded=len(story.grades), lowest=f"{min(g for _, g in story.grades):g}",
                  rejected=len(story.rejected))
        return (Figure(title=say("plot.grades"), alt=alt, svg=svg),)

    def _throughput(self, story: Story) -> tuple[Figure, ...]:
        if len(story.exits) < _PLOT_FROM:
            return ()
        say = self._language.say
        values, width = rates(story.exits, story.end)
        svg = steps_plot(values, width, say("plot.seconds"), say("plot.rate"))
        alt = say("plot.throughput.alt", packs=len(story.exits), peak=max(values), time=clock(story.end))
        return (Figure(title=say("plot.throughput"), alt=alt, svg=svg),)


def _finding(rule: str, finding: Finding, language: Language) -> FindingLine:
    time = clock(finding.t)
    # the oracle puts the time in front of its message; here it has a column
    return FindingLine(rule=rule, what=language.tell(finding.what.removeprefix(f"{time} ")), time=time,
                       packs=_some(finding.packs), records=_some(finding.at))


def _some(numbers: tuple[int, ...]) -> str:
    """Write a few numbers; of many, the first ones and how many more."""
    shown = ", ".join(str(number) for number in numbers[:_PACKS_SHOWN])
    return f"{shown} +{len(numbers) - _PACKS_SHOWN}" if len(numbers) > _PACKS_SHOWN else shown or "-"
