"""What a design is: its analysis.

A worker remembers the documents that it has analysed, so that the next revision reaches it as a
patch and its analysis goes back as one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache

from model_codegen.design.traversal import count_calls

if TYPE_CHECKING:
    from model_codegen.analysis import AnalysisWriter, DesignAnalyser
    from model_codegen.analysis.tried_fixes import Trials
    from model_codegen.design.graph import Design
    from model_codegen.design.patches import Operations

TRIED = 300
"""About so many calls are analysed at a time to try fixes; then the more urgent has its turn."""

MAX_KEPT = 100_000
"""How many calls the remembered designs may have together; revisions share what is alike."""


@dataclass(frozen=True)
class _Known:
    value: dict[str, Any]
    design: Design
    result: dict[str, Any]
    # Of the document, not of the revision: they remember what they did last.
    analyser: DesignAnalyser
    writer: AnalysisWriter
    trials: Trials | None = None


def _weight(known: _Known) -> int:
    return 10 + count_calls(known.design)


_known: LRUCache[str, _Known] = LRUCache(MAX_KEPT, _weight)


def analyse(design: Design, name: str = "", at_once: bool = False) -> dict[str, Any]:
    """Shapes, weights and diagnostics, as JSON.

    Args:
        design: Any.
        name: By which it is remembered for `follow` and `mended`; empty where nobody will ask.
        at_once: Whether fixes are left out where trying them takes a while; see `mended`.
    """
    from model_codegen import analysis
    from model_codegen.costing.precision_advice import advised
    from model_codegen.design.fileformat.serialization import to_json

    analyser, writer = analysis.DesignAnalyser(), analysis.AnalysisWriter()
    found = analyser.at_once(design) if at_once else analyser.analyse(design)
    result = writer.to_json(advised(design, found))
    if name:
        _remember(name, _Known(to_json(design), design, result, analyser, writer))
    return result


def follow(base: str, name: str, patch: Operations) -> Operations | None:
    """What is new in the analysis of a design that differs little from one that is remembered.

    Fixes are left out where trying them takes a while; see `mended`.

    Args:
        base: The one that is remembered.
        name: By which the new one is remembered.
        patch: Makes the new one of it; it is known to apply.

    Returns:
        A patch on the analysis of the one that is remembered; None where it is not, for this
        process is new, or has been asked for many others since.
    """
    from model_codegen.costing.precision_advice import advised
    from model_codegen.design.fileformat.incremental import reread
    from model_codegen.design.json_difference import json_difference
    from model_codegen.design.patching import patched

    before = _known.get(base)
    if before is None:
        return None
    value = patched(before.value, patch)
    design = reread(value, before.value, before.design)
    result = before.writer.to_json(advised(design, before.analyser.at_once(design)))
    known = replace(before, value=value, design=design, result=result, trials=None)
    _remember(name, known)
    return json_difference(before.result, result)


def mended(base: str, name: str) -> Operations | None:
    """What is new in the analysis of a design once some more of its fixes are tried.

    Args:
        base: A design that is remembered, in whose analysis fixes are `untried`.
        name: By which it is remembered once all are tried.

    Returns:
        As of `follow`; nothing, and no other name, as long as some are left to be tried.
    """
    from model_codegen.costing.precision_advice import advised
    from model_codegen.design.json_difference import json_difference

    known = _known.get(base)
    if known is None:
        return None
    trials = known.trials or known.analyser.trials(known.design, known.value)
    if not trials.go_on(max(1, TRIED // count_calls(known.design))):
        _remember(base, replace(known, trials=trials))
        return []
    found = known.analyser.finished(known.design, trials)
    result = known.writer.to_json(advised(known.design, found))
    _remember(name, replace(known, result=result, trials=None))
    return json_difference(known.result, result)


def _remember(name: str, known: _Known) -> None:
    if _weight(known) <= MAX_KEPT:
        _known[name] = known
