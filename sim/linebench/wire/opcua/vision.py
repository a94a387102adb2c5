"""A camera as a Machine Vision system (OPC 40100-1): recipes, automatic mode, results as events and by number.

It speaks the camera's port: ``tell`` is given what the camera says, and a recipe that a client prepares is heard as
``CameraJob``, a single job as ``TriggerNow``. A recipe's external id is the name of the inspection job.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal, Self, TypeAlias

from asyncua import ua

from linebench.ports import Message
from linebench.ports.camera import CameraJob, CameraState, Reading, TriggerNow
from linebench.wire.dialect import Profile
from linebench.wire.opcua.instance import Instance, InstanceBuilder, Wish
from linebench.wire.opcua.machine import SHOWN, Machine, machine_table
from linebench.wire.opcua.methods import Handler, Outcome, Refused
from linebench.wire.opcua.moments import Moments
from linebench.wire.opcua.nameplate import Nameplate, add_machine
from linebench.wire.opcua.nodes import OBJECTS
from linebench.wire.opcua.server import OpcUaServer
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.opcua.vision_results import Results, error, job_variant
from linebench.wire.side import Setting

__all__ = ["Part", "VisionCamera", "VisionOptions"]

Part: TypeAlias = Literal["content", "text", "symbology", "outcome", "trigger"]
_C = ua.StatusCodes
_SYSTEM = "VisionStateMachine"
_AUTOMATIC = f"{_SYSTEM}/AutomaticModeStateMachine"
_RECIPES, _RESULTS = "RecipeManagement", "ResultManagement"
_EXECUTING = ("SingleExecution", "ContinuousExecution")
_PREPARE = "#7015"
"""PrepareRecipe as the table names the cause of a transition: it is declared on another type."""
_OPTIONAL = (f"{_SYSTEM}/SelectModeAutomatic", _AUTOMATIC, _RECIPES, _RESULTS,
             *(f"{machine}/{each}" for machine in (_SYSTEM, _AUTOMATIC) for each in SHOWN))


class VisionOptions(Profile, frozen=True, kw_only=True):
    """What differs between vision systems."""

    content: tuple[Part, ...] = ("content", "text", "symbology", "outcome", "trigger")
    """The elements of ``ResultContent`` in their order. The standard leaves the payload open: this is the bench's
    own choice. Without ``trigger`` a result that was lost shifts all later ones, unnoticed."""
    free_running: bool = False
    """Begins continuous execution by itself when a recipe is ready, as a camera on its own light barrier does."""
    kept: int = 100
    """Results that ``GetResultById`` finds, the newest ones."""


class VisionCamera:
    """One camera on a server.

    Attributes:
        instance: its nodes.

    """

    def __init__(self, server: OpcUaServer, types: TypeSpace, instance: Instance, setting: Setting, *,
                 options: VisionOptions, hear: Callable[[Message], None]) -> None:
        self.instance = instance
        self._server, self._types, self._options, self._hear = server, types, options, hear
        self._moment = Moments(setting)
        changed = types.node("MachineVision.StateChangedEventType")
        self._system, self._automatic = (
            Machine(server, instance, path, machine_table(types, f"MachineVision.{kind}"), event=changed)
            for path, kind in ((_SYSTEM, "VisionStateMachineType"),
                               (_AUTOMATIC, "VisionAutomaticModeStateMachineType")))
        self._results = Results(types, options.content, options.kept)
        self._recipe = self._wanted = ""
        self._jobs = 0

    @classmethod
    async def make(cls, server: OpcUaServer, types: TypeSpace, setting: Setting, *,
                   hear: Callable[[Message], None], options: VisionOptions | None = None,
                   nameplate: Nameplate | None = None) -> Self:
        """Add a camera below Objects; it is operational and has no recipe.

        Args:
            server: where.
            types: with Machine Vision added.
            setting: name and simulated time.
            hear: given what clients ask of the camera.
            options: see ``VisionOptions``.
            nameplate: identifies it among the machines; needs Machinery in ``types``.

        """
        builder = InstanceBuilder(server, types)
        instance = await builder.make("MachineVision.VisionSystemType", setting.name, OBJECTS,
                                      wish=Wish(optional=_OPTIONAL))
        if nameplate is not None:
            await add_machine(server, types, instance, nameplate)
        made = cls(server, types, instance, setting, options=options or VisionOptions(), hear=hear)
        made._begin()
        return made

    def tell(self, message: Message) -> None:
        """The camera says ``message``; its counters have no place here."""
        match message:
            case CameraState():
                self._state(message)
            case Reading():
                self._reading(message)

    def _begin(self) -> None:
        self._server.events.notifier(self.instance[""])
        handlers: dict[str, Handler] = {
            f"{_SYSTEM}/Reset": self._reset, f"{_SYSTEM}/Halt": self._halt,
            f"{_SYSTEM}/SelectModeAutomatic": self._select, f"{_AUTOMATIC}/StartSingleJob": self._start_single,
            f"{_AUTOMATIC}/StartContinuous": self._start_continuous, f"{_AUTOMATIC}/Stop": self._ending("Stop"),
            f"{_AUTOMATIC}/Abort": self._ending("Abort"), f"{_RECIPES}/PrepareRecipe": self._prepare,
            f"{_RECIPES}/UnprepareRecipe": self._unprepare, f"{_RECIPES}/GetRecipeListFiltered": self._list_recipes,
            f"{_RESULTS}/GetResultById": self._results.by_id,
            f"{_RESULTS}/GetResultComponentsById": self._results.components_by_id,
            f"{_RESULTS}/GetResultListFiltered": self._results.listed,
        }
        for path, handler in handlers.items():
            self.instance.link(path, handler)
        self._operate("Operational")

    # What the camera says

    def _state(self, message: CameraState) -> None:
        if not message.online:
            if self._system.state == "Operational":
                self._operate("Error")
                self._raise("ErrorEventType", {}, severity=800)
            return
        if self._system.state == "Error":
            self._operate("Operational")
            self._raise("ErrorResolvedEventType", {})
        if self._system.state == "Operational" and message.job != self._recipe:
            self._prepared(message.job)

    def _prepared(self, job: str) -> None:
        asked, self._wanted = job == self._wanted, ""
        self._recipe = job
        self._go("Initialized")
        if not job:
            return
        self._go("Ready", _PREPARE if asked else "")
        self._raise("RecipePreparedEventType", {"InternalId": self._recipe_id(job), "ExternalId": self._recipe_id(
            job, "External")})
        if self._options.free_running:
            self._run("ContinuousExecution", "")

    def _reading(self, message: Reading) -> None:
        job = self._job()
        self._raise("AcquisitionDoneEventType", {"JobId": job})
        self._raise("ResultReadyEventType", self._results.add(message, self._recipe, job, self._moment()))
        if self._automatic.state == "SingleExecution":
            self._go("Ready")
            self._raise("ReadyEventType", {"JobId": job})

    # What clients ask

    def _reset(self, cause: int, description: str) -> Outcome:
        del cause, description
        self._recipe = ""
        self._operate("Preoperational", "Reset")
        return [error(0)]

    def _halt(self, cause: int, description: str) -> Outcome:
        del cause, description
        if not self._system.allows("Halt"):
            raise Refused(_C.BadInvalidState)
        self._operate("Halted", "Halt")
        return [error(0)]

    def _select(self) -> Outcome:
        if not self._system.allows("SelectModeAutomatic"):
            raise Refused(_C.BadInvalidState)
        self._operate("Operational", "SelectModeAutomatic")
        return [error(0)]

    def _prepare(self, external: Any, internal: Any) -> Outcome:  # noqa: ANN401 - structures made from the tables
        job = external.Id or internal.Id
        if self._automatic.state not in ("Initialized", "Ready"):
            raise Refused(_C.BadInvalidState)
        if not job:
            raise Refused(_C.BadInvalidArgument, _C.BadOutOfRange, _C.BadOutOfRange)
        self._wanted = job
        self._hear(CameraJob(job))
        # whether the camera has the job is known when it says so; see RecipePreparedEventType
        return [self._recipe_id(job), ua.Variant(job == self._recipe), error(0)]

    def _unprepare(self, external: Any, internal: Any) -> Outcome:  # noqa: ANN401 - structures made from the tables
        job = external.Id or internal.Id
        if job != self._recipe or not job:
            return [self._recipe_id(job), error(1)]
        if self._automatic.state != "Ready":
            raise Refused(_C.BadInvalidState)
        self._recipe = ""
        self._go("Initialized", "#7055")
        return [self._recipe_id(job), error(0)]

    def _list_recipes(self, *filters: object) -> Outcome:
        del filters  # a camera of the bench has the one recipe that is prepared
        found = [self._recipe_id(self._recipe).Value] if self._recipe else []
        return [ua.Variant(True), ua.Variant(len(found), ua.VariantType.UInt32), ua.Variant(
            0, ua.VariantType.UInt32), ua.Variant(found, ua.VariantType.ExtensionObject, is_array=True), error(0)]

    def _start_single(self, *arguments: object) -> Outcome:
        outcome = self._start("SingleExecution", "StartSingleJob", *arguments)
        self._hear(TriggerNow())
        return outcome

    def _start_continuous(self, *arguments: object) -> Outcome:
        return self._start("ContinuousExecution", "StartContinuous", *arguments)

    def _start(self, state: str, method: str, *arguments: object) -> Outcome:
        del arguments
        if self._automatic.state != "Ready":
            raise Refused(_C.BadInvalidState)
        self._run(state, method)
        return [self._job(), error(0)]

    def _run(self, state: str, method: str) -> None:
        self._jobs += 1
        self._go(state, method)
        self._raise("JobStartedEventType", {"JobId": self._job()})

    def _ending(self, method: str) -> Callable[[int, str], Outcome]:
        def handler(cause: int, description: str) -> Outcome:
            del cause, description
            if self._automatic.state not in _EXECUTING:
                raise Refused(_C.BadInvalidState)
            self._go("Ready", method)
            self._raise("ReadyEventType", {"JobId": self._job()})
            return [error(0)]

        return handler

    # How it is shown

    def _operate(self, state: str, cause: str = "") -> None:
        if self._system.state != state:
            self._system.enter(state, self._moment(), cause=cause)
        inner = "Initialized" if state == "Operational" else None
        self._automatic.enter(inner, self._moment())
        if inner is not None and self._recipe:
            self._go("Ready")

    def _go(self, state: str, cause: str = "") -> None:
        if self._automatic.state != state:
            self._automatic.enter(state, self._moment(), cause=cause)

    def _job(self) -> ua.Variant:
        return job_variant(self._types, self._jobs)

    def _recipe_id(self, job: str, side: str = "Internal") -> ua.Variant:
        return ua.Variant(self._types.make(f"MachineVision.RecipeId{side}DataType", Id=job),
                          ua.VariantType.ExtensionObject)

    def _raise(self, kind: str, fields: Mapping[str, ua.Variant], severity: int = 100) -> None:
        self._server.events.emit(self._types.node(f"MachineVision.{kind}"), self.instance[""], time=self._moment(),
                                 fields=fields, severity=severity)
