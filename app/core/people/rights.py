"""Who may do what with a draft: the one place that says it.

Whatever opens, reads or lists a draft asks here, with the owner that the store has of it. An owner
is a person's id where somebody has signed in, else the token of a browser; see `Session.owner`. The
id of a draft, which stands in addresses, is a name and opens nothing by itself.
"""

from __future__ import annotations

import hmac
from typing import Literal, TypeAlias

Right: TypeAlias = Literal["none", "view", "change"]
"""`none`: as if it were not there. `view`: look at it and copy it. `change`: all of it."""

NOT_YOURS = (
    "This design is not stored on this server, or it is another's: ask for a link that shares it."
)
"""One sentence for both, which so tells nobody what others have."""


def right_to(draft_owner: str, asker: str, *, shared: bool = False, teaches: bool = False) -> Right:
    """What somebody may do with a draft.

    Args:
        draft_owner: Whose it is, as the store has it; empty for nobody.
        asker: Who asks: the owner of their session.
        shared: Whether they came by a share of this draft that is not revoked.
        teaches: Whether it is the answer to an exercise, by a member of a class of the asker's.
    """
    if is_owner(draft_owner, asker):
        return "change"
    return "view" if shared or teaches else "none"


def may_open(draft_owner: str, asker: str, *, shared: bool = False, teaches: bool = False) -> bool:
    """Whether somebody may look at a draft; see `right_to`."""
    return right_to(draft_owner, asker, shared=shared, teaches=teaches) != "none"


def is_owner(owner: str, asker: str) -> bool:
    """Whether something that has an owner is the asker's; nothing is nobody's.

    The comparison takes as long whatever they have in common.
    """
    return bool(owner) and hmac.compare_digest(owner.encode(), asker.encode())
