"""Other data in the place of some: what was wired by hand stays where it still fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model_codegen.design.training import Data, Feed


def rewired(found: Data, before: Data | None) -> Data:
    """Data as they were found, with the wiring of those before where these have the same fields.

    Args:
        found: The new data, wired as is proposed.
        before: Those whose place they take.
    """
    if before is None or (before.kind, before.name) != (found.kind, found.name):
        return found
    return replace(
        found,
        inputs=_kept(found, before, found.inputs, before.inputs),
        targets=_kept(found, before, found.targets, before.targets),
        sample_weight=before.sample_weight if before.sample_weight in found.fields else None,
        pipeline=before.pipeline,
        augment=before.augment,
        cache=before.cache,
        shuffle_buffer=before.shuffle_buffer,
    )


def _kept(
    found: Data, before: Data, proposed: Mapping[str, Feed], wired: Mapping[str, Feed]
) -> dict[str, Feed]:
    """By name the feed of before, where all its fields have the shapes that they had."""
    fits = {
        name: feed
        for name, feed in wired.items()
        if all(
            field in found.fields
            and field in before.fields
            and found.fields[field].shape == before.fields[field].shape
            for field in feed.fields
        )
    }
    return {**proposed, **fits}
