"""Builds the report's content from the files of a package, and from nothing else."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from linebench.evidence.controlled import Approval
from linebench.evidence.derived import read_requirements, read_run
from linebench.evidence.deviations import Deviation, deviations
from linebench.evidence.files import PackageError, Source, sha256
from linebench.evidence.judging import RuleOutcome
from linebench.evidence.language import Language
from linebench.evidence.manifest import REPORTS, encode_manifest, hash_files, record_hash
from linebench.evidence.matrix import coverage, matrix, percent
from linebench.evidence.model import UNKNOWN, Component, Deselected, Run, Spoken, case_name
from linebench.evidence.plots import bars
from linebench.evidence.protocol.stamp import watermark
from linebench.evidence.report_cases import CaseTeller, ms
from linebench.evidence.report_model import (
    CasePart,
    ComponentLine,
    DeviationLine,
    FileLine,
    Pair,
    Plot,
    ReportModel,
    RuleLine,
    TotalLine,
)
from linebench.evidence.story import read_story
from linebench.evidence.verdicts import VERDICTS, Verdicts, attempts_in, findings_of
from linebench.records.codec import JournalError
from linebench.records.requirement import Requirement

__all__ = ["build"]

_FOLDED = ("allure-results",)
"""Folders of many small files: one inventory line each, with a hash over their manifest lines; captures as well."""
_OUTCOMES = ("met", "not_met", "no_test")
_FINDINGS_SHOWN = 5


def build(source: Source, language: Language) -> ReportModel:
    """Return what the report of a package says.

    Raises:
        PackageError: a file of the package is missing or damaged, or the language file lacks a text.

    """
    run, requirements = read_run(source), read_requirements(source)
    try:
        verdicts = msgspec.json.decode(source.read(VERDICTS), type=Verdicts)
    except msgspec.MsgspecError as error:
        raise PackageError(f"{VERDICTS}: is damaged: {error}") from error
    return _Builder(source, language, run, requirements, verdicts).model()


class _Builder:
    """Holds what all parts of the report need."""

    def __init__(self, source: Source, language: Language, run: Run, requirements: Sequence[Requirement],
                 verdicts: Verdicts) -> None:
        self._source, self._language, self._run = source, language, run
        self._requirements, self._verdicts = requirements, verdicts
        self._say = language.say
        self._tried = {attempt.folder: attempt for attempt in verdicts.attempts}
        self._hashes = {name: pair for name, pair in hash_files(source).items() if name not in REPORTS}

    def model(self) -> ReportModel:
        """Put all parts together."""
        run, found = self._run, deviations(self._run, self._verdicts, self._requirements)
        rows = matrix(self._verdicts, self._requirements, found, run.deselected)
        record = record_hash({name: digest for name, (digest, _) in self._hashes.items()})
        covered = coverage(self._verdicts, rows)
        return ReportModel(
            words=self._language.words, number=f"{run.protocol.number}-{run.id}", title=run.protocol.title,
            revision=run.protocol.revision, language=self._language.tag, verdict=self._verdicts.verdict,
            word=self._language.verdict(self._verdicts.verdict), end=run.end, run=run.id, banners=self._banners(),
            planted=bool(run.mutants or watermark(run)),
            identification=self._identification(), conclusion=self._conclusion(found, covered.gaps),
            totals=self._totals(), components=tuple(map(self._component, run.components)), cases=self._cases(),
            coverage=tuple(self._total(f"outcome.{name}", getattr(covered, name), covered.requirements)
                           for name in _OUTCOMES),
            deviations=tuple(self._deviation(deviation) for deviation in found),
            deselected=tuple(Pair(label=case_name(case.test, case.row), value=self._left_out(case))
                             for case in run.deselected),
            rules=self._rules(), matrix=rows, plots=self._plots(), inventory=self._inventory(), record_hash=record,
            signatures=self._language.signatures,
        )

    def _left_out(self, case: Deselected) -> str:
        if not case.because:
            return case.reason
        return self._say(f"deselected.{case.because}", reason=case.reason, reference=case.reference, risk=case.risk,
                         approver=case.approver)

    def _started_by(self) -> str:
        person = next((each for each in self._run.people if each.id == self._run.started_by), None)
        if person is None:
            return self._run.started_by
        return f"{person.name} ({person.id}), {', '.join(person.roles)}"

    def _approval(self) -> str:
        stood = self._run.approval or Approval(state="none")
        return self._say(f"approval.{stood.state}", record=stood.record, at=stood.at, by="; ".join(stood.by),
                         why=stood.why)

    def _component(self, one: Component) -> ComponentLine:
        words = self._language.words
        return ComponentLine(
            seat=one.seat, name=f"{one.name} {one.version}", nature=self._say(f"nature.{one.nature}"),
            truth=words.get(f"truth.{one.truth}", one.truth), spoken=tuple(map(self._spoken, one.spoken)),
            fidelity=words.get(f"fidelity.{one.fidelity}", one.fidelity) or self._say("not_stated"))

    def _spoken(self, one: Spoken) -> str:
        told = [one.dialect, *([one.profile] if one.profile else []),
                *(f"{name} = {value}" for name, value in one.options.items()),
                *([self._say("components.also", names=", ".join(one.also))] if one.also else [])]
        return f"{one.wire}: {', '.join(told)}"

    def _banners(self) -> tuple[str, ...]:
        lines = [stamp] if (stamp := watermark(self._run)) else []
        if self._run.mutants:
            lines.append(self._say("banner.mutants", names=", ".join(self._run.mutants)))
        real = [one.seat if one.name == UNKNOWN else f"{one.name} ({one.seat})" for one in self._run.components
                if one.nature == "real"]
        if real:
            lines.append(self._say("banner.real", names=", ".join(real)))
        for nature in ("emulated", "simulated"):
            seats = [component.seat for component in self._run.components if component.nature == nature]
            if seats:
                lines.append(self._say(f"banner.{nature}", seats=", ".join(seats)))
        return tuple(lines)

    def _identification(self) -> tuple[Pair, ...]:
        run, tool = self._run, self._run.tool
        dirty = {True: self._say("tool.dirty"), False: self._say("tool.clean"), None: self._say("unknown")}
        pairs = [
            ("run", run.id), ("protocol", f"{run.protocol.number} rev. {run.protocol.revision}"),
            ("stage", run.protocol.stage), ("purpose", run.protocol.purpose or self._say("not_stated")),
            ("approval", self._approval()),
            ("started_by", self._started_by()), ("runner_account", run.runner_account), ("start", run.start),
            ("end", run.end), ("zone", run.zone), ("clock", run.clock), ("host", run.host), ("os", run.os),
            ("python", run.python), ("tool", f"{tool.name} {tool.version}"),
            ("commit", f"{tool.commit} ({dirty[tool.dirty]})"), ("seed", str(run.seed)),
            ("pace", "; ".join(map(self._pace, run.pace.split(", ")))),
            *self._timing(), ("software", ", ".join(run.software) or self._say("unknown")),
            ("command_line", " ".join(run.command_line) or self._say("unknown")),
            ("mutants", ", ".join(run.mutants) or self._say("none")), ("remarks", run.remarks or self._say("none")),
        ]
        return (*(Pair(label=self._say(key), value=value) for key, value in pairs), *self._files_read())

    def _pace(self, pace: str) -> str:
        return self._say(f"pace.{pace.partition(':')[0]}", pace=pace)

    def _timing(self) -> list[tuple[str, str]]:
        """How late events were, where time went by the wall."""
        late = self._verdicts.lateness
        if late is None:
            return []
        return [("lateness", self._say("lateness.told", events=late.events, p50=ms(late.p50), p99=ms(late.p99),
                                       worst=ms(late.worst)))]

    def _files_read(self) -> list[Pair]:
        run = self._run
        files = [(self._say("scenario"), run.scenario), *((self._say("feature"), file) for file in run.features),
                 *((file.role.capitalize() or self._say("file"), file) for file in run.files)]
        # a file that was read for two reasons is listed once, by the first
        once = {(file.path, file.sha256): role for role, file in reversed(files)}
        return [Pair(label=f"{role} {path}", value=digest, hash=True)
                for (path, digest), role in reversed(once.items())]

    def _conclusion(self, found: Sequence[Deviation], gaps: int) -> tuple[str, ...]:
        totals, verdicts = self._verdicts.totals, self._verdicts
        key = "pass" if verdicts.verdict in ("pass", "na") else "fail" if verdicts.verdict == "fail" else "other"
        lines = [self._say(f"conclusion.{key}", planned=totals.planned, passed=totals.passed,
                           verdict=self._language.verdict(verdicts.verdict))]
        lines.append(self._say("conclusion.complete" if verdicts.complete else "conclusion.incomplete"))
        lines.append(self._say("conclusion.deviations", count=len(found), gaps=gaps))
        lines.append(self._say("conclusion.release"))
        return tuple(lines)

    def _totals(self) -> tuple[TotalLine, ...]:
        totals = self._verdicts.totals
        names = ("planned", "executed", "passed", "failed", "error", "undefined", "blocked", "not_executed",
                 "provisional", "na")
        lines = [self._total(f"total.{name}", getattr(totals, name), totals.planned) for name in names]
        extra = [TotalLine(label=self._say(f"total.{name}"), count=getattr(totals, name), share="-")
                 for name in ("deselected", "attempts")]
        return (*lines, *extra)

    def _total(self, key: str, count: int, base: int) -> TotalLine:
        return TotalLine(label=self._say(key), count=count, share=percent(count, base))

    def _cases(self) -> tuple[CasePart, ...]:
        known = {requirement.id: requirement for requirement in self._requirements}
        teller = CaseTeller(self._source, self._language, attempts_in(self._source), known)
        pairs = zip(self._run.planned, self._verdicts.cases, strict=True)
        return tuple(teller.case(n, plan, verdict, self._tried) for n, (plan, verdict) in enumerate(pairs, 1))

    def _deviation(self, deviation: Deviation) -> DeviationLine:
        cases = {case_name(case.test, case.row): case for case in self._verdicts.cases}
        folders = [folder for folder in cases[deviation.case].attempts
                   if self._tried[folder].n == deviation.attempt]
        lines = [f"{rule.rule}: {finding.what}" for folder in folders
                 for rule, finding in findings_of(self._tried[folder].rules)]
        more = [self._say("more", count=len(lines) - _FINDINGS_SHOWN)] if len(lines) > _FINDINGS_SHOWN else []
        return DeviationLine(
            id=deviation.id, case=deviation.case, attempt=str(deviation.attempt or "-"),
            word=self._language.verdict(deviation.verdict), kind=self._say(f"deviation.{deviation.verdict}"),
            proposed_class=self._say(f"class.{deviation.proposed_class}"), description=deviation.description,
            findings=(*lines[:_FINDINGS_SHOWN], *more),
            requirements=", ".join(deviation.requirements) or self._say("none"),
        )

    def _rules(self) -> tuple[RuleLine, ...]:
        lines: dict[str, RuleLine] = {}
        for attempt in self._verdicts.attempts:
            for rule in attempt.rules:
                lines[rule.rule] = _add(lines.get(rule.rule), rule)
        return tuple(lines[name] for name in sorted(lines))

    def _plots(self) -> tuple[Plot, ...]:
        rejects: Counter[str] = Counter()
        for folder in self._tried:
            rejects.update(self._rejects(folder))
        if not rejects:
            return ()
        pairs = sorted(rejects.items(), key=lambda pair: (-pair[1], pair[0]))
        alt = self._say("plot.rejects.alt", counts=", ".join(f"{name} {count}" for name, count in pairs))
        return (Plot(title=self._say("plot.rejects"), alt=alt, svg=bars(pairs)),)

    def _rejects(self, folder: str) -> dict[str, int]:
        name = f"{folder}/journal.zst"
        try:
            return dict(read_story(self._source.read(name)).rejects) if self._source.has(name) else {}
        except JournalError:
            return {}  # the case's own part says that its journal is damaged

    def _inventory(self) -> tuple[FileLine, ...]:
        captures = {f"{name.partition('/captures/')[0]}/captures": None for name in self._hashes
                    if "/captures/" in name}
        folded = (*_FOLDED, *captures)
        lines = [FileLine(file=name, size=f"{size:,}", sha256=digest)
                 for name, (digest, size) in self._hashes.items()
                 if not any(name.startswith(f"{folder}/") for folder in folded)]
        return (*lines, *(line for folder in folded for line in self._folded(folder)))

    def _folded(self, folder: str) -> list[FileLine]:
        inside = {name: pair for name, pair in self._hashes.items() if name.startswith(f"{folder}/")}
        if not inside:
            return []
        lines = encode_manifest({name: digest for name, (digest, _) in inside.items()})
        return [FileLine(file=self._say("inventory.folder", folder=folder, count=len(inside)),
                         size=f"{sum(size for _, size in inside.values()):,}", sha256=sha256(lines))]


def _add(line: RuleLine | None, rule: RuleOutcome) -> RuleLine:
    """Count one more attempt of a rule."""
    line = line or RuleLine(rule=rule.rule, title=rule.title, revision=rule.revision, passed=0, failed=0,
                            not_exercised=0, not_knowable=0, provisional=0, opportunities=0)
    field = {"pass": "passed", "fail": "failed"}.get(rule.outcome, rule.outcome)
    counts = {field: getattr(line, field) + 1, "opportunities": line.opportunities + rule.opportunities}
    return msgspec.structs.replace(line, **counts)
