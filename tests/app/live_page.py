"""A page of the live channel without a browser or a socket: takes updates in, makes messages."""

from __future__ import annotations

from typing import Any

from components.live_protocol import VERSION
from model_codegen.design.patching import patched


class LivePage:
    """What one page knows.

    Args:
        session: The session's id, as Streamlit gives it to the canvas.
        client: The page's own id.

    Attributes:
        document: The document's JSON as the server has it, None before it came.
        rev: Its revision.
        epoch: Of the workspace.
        continues: The epoch in which the draft was saved before.
        draft: Its draft.
        seq: The number of its last edit.
        acknowledged: The last of them that the server has dealt with.
        analysis: The analysis' JSON, and `analysed` the revision that it is of.
        source: The last source, and `sourced` the revision that it is of.
        readings: Answers to what was typed, by id.
        status: All else.
        refused: The reasons of edits that were refused, by number.
        heard: Every message, newest last.
    """

    def __init__(self, session: str, client: str = "tester") -> None:
        self.session, self.client = session, client
        self.seq = 0
        self.acknowledged = 0
        self.document: Any = None
        self.rev = 0
        self.epoch: str | None = None
        self.continues = ""
        self.draft = ""
        self.analysis: Any = None
        self.analysed = 0
        self.source: dict[str, Any] | None = None
        self.sourced = 0
        self.readings: dict[int, dict[str, Any]] = {}
        self.status: dict[str, Any] = {}
        self.refused: dict[int, str] = {}
        self.heard: list[dict[str, Any]] = []
        self._patches: dict[int, list[Any]] = {}

    def hello(self, **changes: Any) -> dict[str, Any]:
        """What it says first."""
        return {
            "type": "hello",
            "version": VERSION,
            "session": self.session,
            "client": self.client,
            "epoch": self.epoch,
            "rev": self.rev,
            "seq": self.acknowledged,
        } | changes

    def edited(self, *patch: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """The next edit."""
        self.seq += 1
        self._patches[self.seq] = [*patch]
        return {
            "type": "edit",
            "epoch": self.epoch,
            "seq": self.seq,
            "base": self.rev,
            "patch": [*patch],
        } | changes

    def take(self, message: dict[str, Any]) -> None:
        """Take a message of the server in."""
        self.heard.append(message)
        if message["type"] == "update":
            self._update(message)

    def _update(self, update: dict[str, Any]) -> None:
        if "document" in update:
            self._take_document(update["document"])
        if "analysis" in update:
            news = update["analysis"]
            self.analysis = (
                news["whole"] if "whole" in news else patched(self.analysis, news["patch"])
            )
            self.analysed = news["rev"]
        if "source" in update:
            self._take_source(update["source"])
        if "reading" in update:
            self.readings[update["reading"]["id"]] = update["reading"]
        self.status |= update.get("status", {})

    def _take_document(self, news: dict[str, Any]) -> None:
        self.draft, self.epoch, self.continues = news["draft"], news["epoch"], news["continues"]
        self.acknowledged = news["seq"]
        self.refused |= {one["seq"]: one["reason"] for one in news.get("refused", ())}
        if "whole" in news:
            self.document = news["whole"]
            self.analysed = self.sourced = 0
        for change in news.get("changes", ()):
            patch = change["patch"] if "patch" in change else self._patches[change["seq"]]
            self.document = patched(self.document, patch)
        self.rev = news["rev"]

    def _take_source(self, news: dict[str, Any]) -> None:
        self.sourced = news["rev"]
        if "whole" in news:
            self.source = news["whole"]
        elif "patch" in news:
            assert self.source is not None
            patch = news["patch"]
            start, gone = patch["start"] - 1, patch["gone"]
            lines = self.source["text"].split("\n")
            by = len(patch["come"]) - gone
            lines[start : start + gone] = patch["come"]
            places = {
                "lines": _moved(self.source["lines"], start + gone, by),
                "block_lines": {
                    block: _moved(inner, start + gone, by)
                    for block, inner in self.source["block_lines"].items()
                },
            }
            self.source = {"text": "\n".join(lines), **patched(places, patch["places"])}
        # Else it is as it was: what is said of it, or why there is no newer one, takes none away.


def _moved(places: dict[str, list[list[int]]], behind: int, by: int) -> dict[str, Any]:
    return {
        node: [[a + by, b + by] if a > behind else [a, b] for a, b in lines]
        for node, lines in places.items()
    }
