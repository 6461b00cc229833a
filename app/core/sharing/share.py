"""`Share`: a link to a draft, and what it is good for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["view", "copy"]
"""`view`: look at the draft, as it is at any time. `copy`: begin a draft of one's own with it."""


@dataclass(frozen=True)
class Share:
    """A link that works.

    Attributes:
        id: Unguessable; who knows it may do what it is good for, and nothing else.
        draft: The draft's id.
        owner: Whose it is.
        kind: What the link is good for.
        created_at: When it was made, in UTC.
    """

    id: str
    draft: str
    owner: str
    kind: Kind
    created_at: datetime
