from contextlib import AsyncExitStack
from types import SimpleNamespace

import pytest
from asyncua import ua

from linebench.ports.camera import CameraCounters, CameraJob, CameraState, Reading, TriggerNow
from linebench.wire.opcua.typebuilder import TypeSpace
from linebench.wire.opcua.vision import VisionCamera, VisionOptions
from linebench.wire.side import Setting
from tests.wire.opcua.running import Clock, Ear, connect, open_server

V = ua.VariantType
SYSTEM = "VisionStateMachine"
AUTOMATIC = f"{SYSTEM}/AutomaticModeStateMachine"
CODE = "010950400005910121A7\x1d10LOT-7A"
READ, NO_READ = Reading(17, "read", CODE, "LOT\nA7", "]d2"), Reading(18, "no_read", "", "", "")
ONLINE, OFFLINE = CameraState("camera-1", "", online=True), CameraState("camera-1", "", online=False)


@pytest.fixture(scope="module")
def server(run):
    stack = AsyncExitStack()

    async def begin():
        server = await stack.enter_async_context(open_server())
        types = TypeSpace(server)
        await types.add("MachineVision")
        return SimpleNamespace(server=server, types=types, client=await connect(server.url), count=0)

    made = run(begin())
    yield made
    run(made.client.disconnect())
    run(stack.aclose())


@pytest.fixture
def vision(run, server):
    """A new camera on the one server."""
    return make(run, server)


def make(run, server, **options):
    server.count += 1
    heard = []
    camera = run(VisionCamera.make(server.server, server.types, Setting(name=f"camera-{server.count}", now=Clock()),
                                   hear=heard.append, options=VisionOptions(**options)))
    return SimpleNamespace(camera=camera, heard=heard, server=server)


def named(server, kind, text):
    return ua.Variant(server.types.make(f"MachineVision.{kind}", Id=text), V.ExtensionObject)


def call(run, vision, path, *arguments):
    """What a method answers: its status, or its outputs."""
    unit = vision.camera.instance
    request = ua.CallMethodRequest(unit[path.rpartition("/")[0]], unit[path], list(arguments))
    result, = run(vision.server.client.uaclient.call([request]))
    if result.StatusCode.is_good():
        return [each.Value for each in result.OutputArguments]
    return result.StatusCode.name


def because(number=1, text="test"):
    return ua.Variant(number, V.Int32), ua.Variant(text, V.String)


def prepare(run, vision, recipe="job-1"):
    server = vision.server
    answer = call(run, vision, "RecipeManagement/PrepareRecipe", named(server, "RecipeIdExternalDataType", recipe),
                  named(server, "RecipeIdInternalDataType", ""))
    vision.camera.tell(CameraState("camera-1", recipe, online=True))
    return answer


def start(run, vision, method):
    server = vision.server
    return call(run, vision, f"{AUTOMATIC}/{method}", named(server, "MeasIdDataType", ""),
                named(server, "PartIdDataType", ""), named(server, "RecipeIdExternalDataType", ""),
                named(server, "ProductIdDataType", ""), ua.Variant([], V.Variant, is_array=True))


def states(vision):
    return [state.Text if (state := vision.camera.instance.value(f"{path}/CurrentState")) else None
            for path in (SYSTEM, AUTOMATIC)]


def listen(run, vision, act, number):
    """Events that a client of the server object hears while ``act`` runs: the name of each type, and the event."""
    async def hear():
        ear, client = Ear(), vision.server.client
        subscription = await client.create_subscription(10, ear)
        kinds = [client.get_node(vision.server.types.node(f"MachineVision.{kind}")) for kind in (
            "StateChangedEventType", "ResultReadyEventType", "ReadyEventType", "AcquisitionDoneEventType",
            "JobStartedEventType", "RecipePreparedEventType", "ErrorEventType", "ErrorResolvedEventType")]
        await subscription.subscribe_events(client.nodes.server, kinds)
        act()
        heard = list(await ear.count(number))
        await subscription.delete()
        return [((await client.get_node(each.EventType).read_browse_name()).Name, each) for each in heard]

    return run(hear())


def test_a_camera_begins_operational_without_a_recipe(vision):
    """And shows it in both machines."""
    assert states(vision) == ["Operational", "Initialized"]


def test_a_recipe_is_ready_when_the_camera_says_so(run, vision):
    """Preparing is heard as the camera's job; the answer says that it is not completed yet."""
    answer = prepare(run, vision)
    assert (answer[0].Id, answer[1:], vision.heard, states(vision)) == (
        "job-1", [False, 0], [CameraJob("job-1")], ["Operational", "Ready"])


def test_an_unknown_recipe_leaves_the_camera_initialized(run, vision):
    """The camera answers with no job, and nothing is prepared."""
    call(run, vision, "RecipeManagement/PrepareRecipe",
         named(vision.server, "RecipeIdExternalDataType", "nonsense"),
         named(vision.server, "RecipeIdInternalDataType", ""))
    vision.camera.tell(ONLINE)
    assert states(vision) == ["Operational", "Initialized"]


def test_a_single_job_ends_with_its_result(run, vision):
    """Start, trigger, acquisition, result, ready: each with its event in this order, all on the server object."""
    prepare(run, vision)
    assert start(run, vision, "StartSingleJob")[1] == 0
    assert (vision.heard[1:], states(vision)) == ([TriggerNow()], ["Operational", "SingleExecution"])
    heard = listen(run, vision, lambda: vision.camera.tell(READ), 4)
    assert ([name for name, _ in heard], states(vision)) == (
        ["AcquisitionDoneEventType", "ResultReadyEventType", "StateChangedEventType", "ReadyEventType"],
        ["Operational", "Ready"])


def test_a_result_carries_the_code_and_its_trigger(run, vision):
    """In the order of the options, with the GS separators, and with the ids of result, recipe and job."""
    prepare(run, vision)
    start(run, vision, "StartContinuous")
    heard = listen(run, vision, lambda: (vision.camera.tell(READ), vision.camera.tell(NO_READ)), 4)
    results = [event for name, event in heard if name == "ResultReadyEventType"]
    assert [[each.Value for each in event.ResultContent] for event in results] == [
        [CODE, "LOT\nA7", "]d2", "read", 17], ["", "", "", "no_read", 18]]
    assert [(event.ResultId.Id, event.InternalRecipeId.Id, event.JobId.Id, event.ResultState, event.IsPartial)
            for event in results] == [("17", "job-1", "1", 1, False), ("18", "job-1", "1", 1, False)]


def test_results_are_found_by_their_number(run, vision):
    """The newest ones; another number is an error."""
    prepare(run, vision)
    vision.camera.tell(READ)
    handle, found, code = call(run, vision, "ResultManagement/GetResultById",
                               named(vision.server, "ResultIdDataType", "17"), ua.Variant(0, V.Int32))
    none = call(run, vision, "ResultManagement/GetResultById", named(vision.server, "ResultIdDataType", "99"),
                ua.Variant(0, V.Int32))
    parts = call(run, vision, "ResultManagement/GetResultComponentsById",
                 named(vision.server, "ResultIdDataType", "17"), ua.Variant(0, V.Int32))
    assert (handle, [each.Value for each in found.ResultContent], code, none[2], len(parts), parts[4]) == (
        0, [CODE, "LOT\nA7", "]d2", "read", 17], 0, 1, 17, 1)


def test_results_are_listed_page_by_page(run, server):
    """Oldest first, as many as asked; what is no longer kept is not there."""
    vision = make(run, server, kept=3)
    for number in range(1, 6):
        vision.camera.tell(Reading(number, "read", CODE, "", "]d2"))
    ids = [named(server, kind, "") for kind in (
        "MeasIdDataType", "PartIdDataType", "RecipeIdExternalDataType", "RecipeIdInternalDataType",
        "ConfigurationIdDataType", "ConfigurationIdDataType", "ProductIdDataType", "JobIdDataType")]

    def page(most, begin):
        complete, count, _, found, _ = call(
            run, vision, "ResultManagement/GetResultListFiltered", ua.Variant(0, V.Int32), *ids,
            ua.Variant(most, V.UInt32), ua.Variant(begin, V.UInt32), ua.Variant(0, V.Int32))
        return complete, count, [each.ResultId.Id for each in found or []]

    assert [page(2, 0), page(2, 2), page(0, 0)] == [
        (False, 2, ["3", "4"]), (True, 1, ["5"]), (True, 3, ["3", "4", "5"])]


def test_continuous_execution_ends_by_stop_or_abort(run, vision):
    """Each leads back to Ready by its own transition; neither is taken twice."""
    prepare(run, vision)
    seen = []
    for method in ("Stop", "Abort"):
        start(run, vision, "StartContinuous")
        seen.append((call(run, vision, f"{AUTOMATIC}/{method}", *because()), states(vision)[1],
                     vision.camera.instance.value(f"{AUTOMATIC}/LastTransition").Text,
                     call(run, vision, f"{AUTOMATIC}/{method}", *because())))
    assert seen == [([0], "Ready", "ContinuousExecutionToReadyStop", "BadInvalidState"),
                    ([0], "Ready", "ContinuousExecutionToReadyAbort", "BadInvalidState")]


def test_without_a_recipe_nothing_starts(run, vision):
    """BadInvalidState, and the camera hears nothing."""
    assert (start(run, vision, "StartSingleJob"), start(run, vision, "StartContinuous"), vision.heard) == (
        "BadInvalidState", "BadInvalidState", [])


def test_a_camera_that_goes_offline_is_in_error_until_it_is_back(run, vision):
    """With the events of error and of its end; the recipe is ready again."""
    prepare(run, vision)

    def act():
        vision.camera.tell(OFFLINE)
        seen.append(states(vision))
        vision.camera.tell(CameraState("camera-1", "job-1", online=True))

    seen = []
    heard = [name for name, _ in listen(run, vision, act, 5)]
    assert (seen, states(vision)) == ([["Error", None]], ["Operational", "Ready"])
    assert heard == ["StateChangedEventType", "ErrorEventType", "StateChangedEventType", "StateChangedEventType",
                     "ErrorResolvedEventType"]


def test_halt_reset_and_automatic_mode(run, vision):
    """Reset is always possible; the recipe is forgotten by it."""
    prepare(run, vision)
    seen = []
    for path, arguments in ((f"{SYSTEM}/Halt", because()), (f"{SYSTEM}/Halt", because()),
                            (f"{SYSTEM}/Reset", because()), (f"{SYSTEM}/SelectModeAutomatic", ())):
        seen.append((call(run, vision, path, *arguments), states(vision)))
    assert seen == [([0], ["Halted", None]), ("BadInvalidState", ["Halted", None]), ([0], ["Preoperational", None]),
                    ([0], ["Operational", "Initialized"])]


def test_a_recipe_is_unprepared_and_listed(run, vision):
    """The list holds the one that is prepared."""
    server = vision.server
    nobody = (named(server, "RecipeIdExternalDataType", ""), named(server, "ProductIdDataType", ""),
              ua.Variant(2, V.Int32), ua.Variant(0, V.UInt32), ua.Variant(0, V.UInt32), ua.Variant(0, V.Int32))
    prepare(run, vision)
    before = call(run, vision, "RecipeManagement/GetRecipeListFiltered", *nobody)
    answer = call(run, vision, "RecipeManagement/UnprepareRecipe",
                  named(server, "RecipeIdExternalDataType", "job-1"), named(server, "RecipeIdInternalDataType", ""))
    after = call(run, vision, "RecipeManagement/GetRecipeListFiltered", *nobody)
    assert ([each.Id for each in before[3]], answer[1], after[1], states(vision)) == (
        ["job-1"], 0, 0, ["Operational", "Initialized"])


def test_a_free_running_camera_starts_by_itself(run, server):
    """As soon as its recipe is ready."""
    vision = make(run, server, free_running=True)
    prepare(run, vision)
    assert states(vision) == ["Operational", "ContinuousExecution"]


def test_the_payload_is_as_the_options_say(run, server):
    """A profile may leave out what a real camera does not send."""
    vision = make(run, server, content=("content",))
    vision.camera.tell(CameraCounters("camera-1", "", 1, 1, 0, 0, 0))
    heard = listen(run, vision, lambda: vision.camera.tell(READ), 2)
    assert [each.Value for each in heard[1][1].ResultContent] == [CODE]
