"""What travels on the live channel between the server and a page; docs/live-channel.md tells why.

Every message is one JSON text frame. What they are about is in the modules `*_protocol` beside this
one; `npm run types` makes TypeScript's types of all.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field, TypeAdapter
from typing_extensions import TypedDict

from components.cost_protocol import CostUpdate, LensSettings
from components.document_protocol import AnalysisUpdate, DocumentUpdate
from components.flow_protocol import FlowPlace, FlowSettings, FlowUpdate
from components.protocol_fields import Count, DesignJson, Id, Text
from components.source_protocol import Reading, SourceSettings, SourceUpdate
from components.status_protocol import Status

VERSION = 1
"""Of the protocol: a page of another one is told to load itself again."""

PATH = "live"
"""Of the channel, behind whatever prefix the app is served under."""


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


class Typed(TypedDict):
    """Source that the user has typed; null when it was applied or dropped. `id` counts them."""

    type: Literal["typed"]
    id: Count
    text: Text | None


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
