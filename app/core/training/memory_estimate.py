"""What training takes of the memory, from what it takes for two batches."""

from __future__ import annotations

from app.core.session.session import Session
from app.core.training import head_list


def largest_batch(batch: int, some: int, more: int, ceiling: int) -> int | None:
    """The largest batch that fits; 0 where none does, None where the batch makes no difference.

    Args:
        batch: A number of samples.
        some: Bytes for so many.
        more: Bytes for twice as many.
        ceiling: Bytes that there are.
    """
    each = (more - some) / batch
    if each <= 0:
        return None
    fixed = some - each * batch
    return max(0, int((ceiling - fixed) // each))


def dims(session: Session) -> dict[str, int]:
    """Sizes of what inputs leave open: those of the data that they are fed with."""
    data = session.design.training.data if session.design.training else None
    found: dict[str, int] = {}
    for name, ref in head_list.inputs(session):
        feed = data.inputs.get(name) if data else None
        spec = head_list.spec(session, ref)
        facts = data.fields.get(feed.fields[0]) if data and feed and feed.fields else None
        if spec is None or facts is None:
            continue
        axes = [axis for axis, size in enumerate(spec["shape"]) if axis and size is None]
        for axis in axes:
            if axis <= len(facts.shape):
                # As `costing.dimensions` calls them.
                found[name if len(axes) == 1 else f"{name}.{axis}"] = facts.shape[axis - 1]
    return found
