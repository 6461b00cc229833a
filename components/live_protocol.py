"""What travels on the live channel between the server and a page; docs/live-channel.md tells why.

Every message is one JSON text frame. `npm run types` makes TypeScript's types of what is here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired, TypeAlias

from pydantic import Field, TypeAdapter
from typing_extensions import TypedDict

from components.flow_protocol import (
    Bars,
    CallDetail,
    CallValues,
    FlowEntry,
    FlowHead,
    FlowInput,
    FlowOwn,
    FlowPlace,
    FlowSettings,
    FlowStep,
    FlowUpdate,
    FlowValues,
    GradientPart,
    LayerDetail,
    Pixels,
    TensorDetail,
    TensorValues,
    WeightDetail,
    WeightMoved,
)

__all__ = [
    "Bars",
    "CallDetail",
    "CallValues",
    "FlowEntry",
    "FlowHead",
    "FlowInput",
    "FlowOwn",
    "FlowPlace",
    "FlowStep",
    "FlowValues",
    "GradientPart",
    "LayerDetail",
    "Pixels",
    "TensorDetail",
    "TensorValues",
    "WeightDetail",
    "WeightMoved",
]

if TYPE_CHECKING:
    # In Python they are JSON already when they come here.
    AnalysisJson: TypeAlias = dict[str, Any]
    DesignJson: TypeAlias = dict[str, Any]
    DiagnosticJson: TypeAlias = dict[str, Any]
    EntryJson: TypeAlias = dict[str, Any]
    PatchJson: TypeAlias = dict[str, Any]
else:
    from model_codegen.analysis.analysis_result import Analysis as AnalysisJson
    from model_codegen.catalogue.entry import Entry as EntryJson
    from model_codegen.design.diagnostics import Diagnostic as DiagnosticJson
    from model_codegen.design.fileformat.schema import WireDesign as DesignJson

VERSION = 1
"""Of the protocol: a page of another one is told to load itself again."""

PATH = "live"
"""Of the channel, behind whatever prefix the app is served under."""

Text = Annotated[str, Field(max_length=16 * 1024 * 1024)]
Id = Annotated[str, Field(max_length=200)]
Count = Annotated[int, Field(ge=0, le=2**53)]
Size = Annotated[int, Field(ge=1, le=2**40)]
Lines = Annotated[list[int], Field(min_length=2, max_length=2)]
"""The first line and the last."""


class PatchOperation(TypedDict):
    """One operation of a JSON patch (RFC 6902)."""

    op: Literal["add", "remove", "replace", "move", "copy", "test"]
    path: str
    value: NotRequired[Any]


if not TYPE_CHECKING:
    PatchJson = PatchOperation


# From the page.


class Hello(TypedDict):
    """The first message: which session this is, and what the page has.

    `client` is the page's own id, new whenever it is loaded; `epoch` and `rev` are what it last
    heard of the document (null and 0 at first), `seq` its last edit of which it knows that it
    arrived.
    """

    type: Literal["hello"]
    version: int
    session: Id
    client: Id
    epoch: Id | None
    rev: Count
    seq: Count


class Edit(TypedDict):
    """A change of the document of `epoch`.

    It was worked out on revision `base` and on the page's own edits after it; `seq` counts a page's
    edits, without gaps. Of one with many operations the page says what it calls it, for the version
    that is kept before a large change.
    """

    type: Literal["edit"]
    epoch: Id
    seq: Count
    base: Count
    patch: list[Any]
    title: NotRequired[Id]


class Command(TypedDict):
    """What shall come onto the canvas in the place of the design, or of a part of it.

    A `gallery` entry (`name`), a design to `open` (`text`), a `new` one, a Keras model to `import`
    (`text` as its file holds it, `name` of the file), Python `source` (`text`, `name` of where it
    is from), the `name` that was chosen where a text has several models ("" for none), a model of
    `keras.applications` (`name`), or one that stands as an `operation` of a `graph` and is to
    `open_up`. Or what is done to the blocks that the user keeps: one more (`name` is its title,
    `text` a design whose main model uses it once), another title (`text`) for the one of the id
    `name`, or away with it. Two bring something to the page alone: Python of a `piece` that is
    pasted (`text`), and an `excerpt` of the source, of nodes of a `graph` (`text`, a list of ids as
    JSON).
    """

    type: Literal["command"]
    command: Literal[
        "gallery",
        "open",
        "new",
        "import",
        "source",
        "choose",
        "application",
        "open_up",
        "keep_block",
        "rename_block",
        "delete_block",
        "piece",
        "excerpt",
    ]
    name: NotRequired[Text]
    text: NotRequired[Text]
    graph: NotRequired[Text]
    operation: NotRequired[Text]


class Look(TypedDict):
    """Whether source is looked at, and how it is to be written; null: it is not."""

    type: Literal["look"]
    source: SourceSettings | None


class SourceSettings(TypedDict):
    """How source is written; `fold`: repeated parts once; `training`: a script that trains."""

    style: Id
    fold: bool
    training: NotRequired[bool]


class Typed(TypedDict):
    """Source that the user has typed; null when it was applied or dropped. `id` counts them."""

    type: Literal["typed"]
    id: Count
    text: Text | None


class LensSettings(TypedDict):
    """For what costs are counted.

    `batch` samples, the sizes of `dims` that the inputs leave open, by name; `training` or use; a
    dtype `policy`, or null for the design's.
    """

    batch: Size
    dims: Annotated[dict[Id, Size], Field(max_length=100)]
    training: bool
    policy: Id | None


class Lens(TypedDict):
    """Whether costs are looked at, and for what they are counted; null: they are not."""

    type: Literal["lens"]
    settings: LensSettings | None


class FlowLook(TypedDict):
    """Whether values are looked at, of which pass, and of which call; null: they are not."""

    type: Literal["flow"]
    settings: FlowSettings | None
    call: FlowPlace | None


class Again(TypedDict):
    """What came last made no sense: the whole of it is asked for."""

    type: Literal["again"]
    what: Literal["document", "analysis", "source", "cost", "flow"]


PageMessage = Annotated[
    Hello | Edit | Command | Look | Typed | Lens | FlowLook | Again, Field(discriminator="type")
]

PAGE_MESSAGE: TypeAdapter[PageMessage] = TypeAdapter(PageMessage)


# From the server.


class Change(TypedDict):
    """A revision that came to be.

    One of the page's own edits has its `seq` and no `patch`. A `title` makes it a step that this
    page can undo; `silent`: it says what was found out of the design as it is.
    """

    rev: int
    seq: NotRequired[int]
    patch: NotRequired[list[PatchJson]]
    title: NotRequired[str]
    silent: NotRequired[bool]


class Refusal(TypedDict):
    """An edit of the page that was not taken over; the reason is a sentence."""

    seq: int
    reason: str


class DocumentUpdate(TypedDict):
    """The document as a whole, or what led to revision `rev`.

    `draft` is the id in the page's address. `epoch` is new when the server has begun again or
    another draft is opened; `continues` is the epoch in which the draft was saved last, so that a
    page whose server was restarted knows whether anybody else has changed it since. `seq` is the
    page's last edit that was dealt with.
    """

    draft: str
    epoch: str
    continues: str
    rev: int
    seq: int
    whole: NotRequired[DesignJson]
    changes: NotRequired[list[Change]]
    refused: NotRequired[list[Refusal]]


class AnalysisUpdate(TypedDict):
    """The analysis of revision `rev`: whole, or as a patch on the one that was sent before."""

    rev: int
    whole: NotRequired[AnalysisJson]
    patch: NotRequired[list[PatchJson]]


class SourceCode(TypedDict):
    """`model_codegen.GeneratedCode` without its style: by node, and by block and node in it."""

    text: str
    lines: dict[str, list[Lines]]
    block_lines: dict[str, dict[str, list[Lines]]]


class SourcePatch(TypedDict):
    """What is new in source: its text, and then where the nodes are.

    From line `start` on, counted from 1, `gone` lines make place for the lines that `come`. Every
    range of lines that began behind them moves by as many as there are more; then `places` is
    applied to `{"lines", "block_lines"}`.
    """

    start: int
    gone: int
    come: list[str]
    places: list[PatchJson]


class NotebookCell(TypedDict):
    """A cell of the source as a notebook.

    It says `words`, in Markdown; or it has these ranges of `lines` of the source, a blank line
    between them, with `indent` spaces less before each line.
    """

    id: str
    words: str
    lines: list[Lines]
    indent: int


class SourceUpdate(TypedDict):
    """Source of the analysed revision `rev`.

    It is the `whole`, or a `patch` on what was sent before; neither where it is what it was.
    `reasons` say why it is not complete, or not of this style. A `problem` says why nothing could
    be written; what was sent before is as good as it was. `has_training`: whether the design says
    how it is trained. `cells` are there for a script that trains.
    """

    rev: int
    style: str
    fold: bool
    training: bool
    filename: str
    has_training: bool
    cells: NotRequired[list[NotebookCell]]
    whole: NotRequired[SourceCode]
    patch: NotRequired[SourcePatch]
    reasons: NotRequired[list[DiagnosticJson]]
    problem: NotRequired[str]


class CallCost(TypedDict):
    """What a call costs, a block's together; see `model_codegen.costing.NodeCost`.

    `memory` is of its outputs and of what it needs besides while it runs, `kept` what training
    keeps of both. `formula` is how most of its float operations are worked out. All in bytes.
    """

    flops: int
    macs: int
    params: int
    bytes: int
    memory: int
    kept: int
    dtype: str
    field: str
    formula: str
    notes: list[str]


class GraphCost(TypedDict):
    """What a graph costs; `fullest` is the call at which most memory is in use."""

    calls: dict[str, CallCost]
    flops: int
    macs: int
    memory: int
    kept: int
    fullest: str | None


class Costs(TypedDict):
    """What a design costs; see `model_codegen.costing.Cost`.

    `open` has the dimensions that it leaves open, with the size that was given or null. `weights`
    are bytes by dtype, `training` the bytes that a step of training needs. `problems` say why it
    is not all that is counted.
    """

    graphs: dict[str, GraphCost]
    open: dict[str, int | None]
    policy: str
    params: int
    weights: dict[str, int]
    training: int
    problems: list[str]


class CostUpdate(TypedDict):
    """The costs of the analysed revision `rev`: whole, a patch on what was sent before, or neither.

    A `problem` says why they could not be counted.
    """

    rev: int
    settings: LensSettings
    whole: NotRequired[Costs]
    patch: NotRequired[list[PatchJson]]
    problem: NotRequired[str]


class Note(TypedDict):
    """A finding about a text; `line` counts from 1, null where it is about the whole."""

    line: int | None
    severity: Literal["error", "warning", "advice"]
    message: str


class Reading(TypedDict):
    """What the source that was `typed` as `id` would change in the document at `rev`.

    `patch` makes it so; null where nothing can be made of the text, which a note tells. `analysis`
    is a patch on the analysis that was sent last; null where nothing would change. `added`,
    `removed`, `changed` and `renamed` count calls.
    """

    id: int
    rev: int
    patch: list[PatchJson] | None
    analysis: list[PatchJson] | None
    added: int
    removed: int
    changed: int
    renamed: int
    notes: list[Note]


class Worker(TypedDict):
    """How the process that computes is doing; `message` is shown when it is not ready."""

    state: Literal["warming", "ready", "restarted", "failed"]
    message: str


class Notice(TypedDict):
    """A sentence over the canvas until the user closes it; a new `id` shows a new one."""

    id: str
    severity: Literal["error", "warning", "info"]
    text: str


class Saved(TypedDict):
    """Revision `rev` of the draft is kept since `at`; a `problem` is a sentence."""

    rev: int
    at: str | None
    problem: str


class Offer(TypedDict):
    """One of several models; see `model_codegen.importers.import_result.Offer`."""

    name: str
    title: str
    line: int
    kind: str
    layers: list[str]
    count: int
    likely: bool


class Choice(TypedDict):
    """Models of one text, of which the user is asked for one; `name` says where it is from."""

    id: str
    name: str
    models: list[Offer]


class Custom(TypedDict):
    """What is known of a design's own classes.

    `entries`: those that are layers, as the catalogue has them. `consent`: whether their code may
    run, see `app.core.session.consent`. `building`: what is being done to build them.
    """

    entries: list[EntryJson]
    consent: Literal["none", "forbidden", "needed", "given"]
    building: str


class Status(TypedDict, total=False):
    """All else that a page shows; only what is new is sent.

    `busy` says what is being read that will come onto the canvas; `remarks` is what an import left
    out; `windows` counts the pages that have this draft open; `readonly`: nothing that the page
    sends changes the document, which is another's; `withdrawn`: nor is there anything to see any
    more, for the link that the page came by was withdrawn.
    """

    worker: Worker
    notice: Notice | None
    saved: Saved
    busy: str | None
    choice: Choice | None
    custom: Custom
    remarks: list[DiagnosticJson]
    windows: int
    readonly: bool
    withdrawn: bool


class VerdictUpdate(TypedDict):
    """What a check says of the answer to an exercise.

    `number` counts what was said on this canvas; two of the same `id` say the same, of which
    Streamlit draws the sentences. `passed` has the lines of the checklist.
    """

    number: int
    id: str
    passed: list[bool]


class KeptBlock(TypedDict):
    """A block that the user keeps: the main model of its `design` uses it once."""

    id: str
    title: str
    design: DesignJson


class Update(TypedDict):
    """What is new for the page; what is not in it is as it was.

    `piece` is a design whose calls the page pastes, `excerpt` Python that it copies.
    """

    type: Literal["update"]
    piece: NotRequired[DesignJson]
    excerpt: NotRequired[str]
    document: NotRequired[DocumentUpdate]
    analysis: NotRequired[AnalysisUpdate]
    source: NotRequired[SourceUpdate]
    cost: NotRequired[CostUpdate]
    flow: NotRequired[FlowUpdate]
    verdict: NotRequired[VerdictUpdate]
    reading: NotRequired[Reading]
    status: NotRequired[Status]
    blocks: NotRequired[list[KeptBlock]]


class Resend(TypedDict):
    """An edit is missing: the page sends its edits again from `seq` on."""

    type: Literal["resend"]
    seq: int


class Goodbye(TypedDict):
    """The channel is closed.

    `session`: it is not known here (any more), and Streamlit will bring a new one. `version`: the
    page is of another build and has to be loaded again. `message`: what was sent made no sense.
    """

    type: Literal["goodbye"]
    reason: Literal["session", "version", "message"]


ServerMessage = Update | Resend | Goodbye
