"""One page on the live channel: what it says, and what is new for it.

It keeps no queue: it knows what the page has and works out what is new when that can be sent.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from typing import Any, cast

from app.core.drafts.kept_block import KeptBlock
from app.core.live import status
from app.core.live.cost_feed import CostFeed
from app.core.live.flow_feed import FlowFeed
from app.core.live.source_feed import SourceFeed
from app.core.live.verdict_feed import VerdictFeed
from app.core.session import building, consent, editing, incidents, panel_requests, viewing
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.tasks.source_tasks import Comparison, note, nothing
from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import WorkerLostError
from app.core.workers.worker_state import WorkerState
from app.core.workspace.analysed import Analysed
from app.core.workspace.document import Revision
from components import live_protocol
from components.document_protocol import AnalysisUpdate, Change, DocumentUpdate
from components.live_protocol import Edit, Hello, PageMessage, Resend, Update
from components.source_protocol import Reading
from components.status_protocol import Status
from model_codegen.design.json_difference import json_difference
from model_codegen.design.traversal import count_calls

QUICK_CALLS = 100
"""With so many calls in a design, an edit or what is new after it takes about a millisecond."""


class Peer:
    """The server's side of one page. Its methods may be called from any thread.

    Args:
        session: The session that the page named.
        hello: What the page said first.
        wake: Called, in any thread, when there may be something new; it returns at once.

    Raises:
        DraftError: If the page comes from another server, and the store cannot be asked what that
            has saved.
    """

    def __init__(self, session: Session, hello: Hello, wake: Callable[[], None]) -> None:
        self.session = session
        self._client = hello["client"]
        self._wake = wake
        self._lock = threading.RLock()
        self._source = SourceFeed(session, wake)
        self._cost = CostFeed(session, wake)
        self._flow = FlowFeed(session, wake)
        self._verdict = VerdictFeed(session, wake)
        self._typed: tuple[int, int, Future[Comparison]] | None = None
        self._resend: int | None = None
        self._epoch = ""
        self._rev = self._seq = 0
        self._analysis: dict[str, Any] | None = None
        self._analysed: Analysed | None = None
        self._status: Status = {}
        self._blocks: tuple[KeptBlock, ...] | None = None
        workspace = session.workspace
        self._counts = session.workspaces.counts
        self._counts.greet(self._client, hello["seq"])
        if hello["epoch"] != workspace.epoch:
            self._catch_up(hello["epoch"] is not None)
        else:
            self._epoch, self._rev, self._seq = workspace.epoch, hello["rev"], hello["seq"]
        session.watch(wake, pages=1)
        self._unsubscribe = [
            worker.on_change(self._worker_changed) for worker in session.services.workers
        ]
        incidents.tell(session)
        workspace.changed()

    def close(self) -> None:
        """Forget the page."""
        for unsubscribe in self._unsubscribe:
            unsubscribe()
        self._flow.close()
        self._verdict.close()
        self.session.unwatch(self._wake, pages=1)
        self.session.workspace.changed()

    @contextmanager
    def quick(self) -> Iterator[bool]:
        """Hold what an edit, or `news`, would wait for; yields whether it takes a moment only.

        A thread that serves all pages may do it then; otherwise it is for another thread.
        """
        held = 0
        locks = (self._lock, self.session.workspace.lock) if self._is_small() else ()
        try:
            for lock in locks:
                if not lock.acquire(blocking=False):
                    break
                held += 1
            yield held == 2
        finally:
            for lock in reversed(locks[:held]):
                lock.release()

    def receive(self, message: PageMessage) -> None:
        """Do what a page says; a second `hello` says nothing."""
        if message["type"] == "edit":
            self._edit(message)
        elif message["type"] == "command":
            editing.command(self.session, {**message})
        elif message["type"] == "look":
            with self._lock:
                self._source.look(message["source"])
        elif message["type"] == "lens":
            with self._lock:
                self._cost.look(message["settings"])
        elif message["type"] == "flow":
            with self._lock:
                self._flow.look(message["settings"], message["call"])
        elif message["type"] == "typed" and not self.session.readonly:
            self._compare(message["id"], message["text"])
        elif message["type"] == "again":
            with self._lock:
                self._forget(message["what"])
        self._wake()

    def news(self) -> Update | Resend | None:
        """What is new for the page; None if it has everything."""
        viewing.follow(self.session)
        with self._lock:
            if self._resend is not None:
                seq, self._resend = self._resend, None
                self._wake()  # There may be more.
                return {"type": "resend", "seq": seq}
            update: Update = {"type": "update"}
            document = self._document()
            if document is not None:
                update["document"] = document
            analysis = self._analysis_news()
            if analysis is not None:
                update["analysis"] = analysis
            verdict = self._verdict.news()
            if verdict is not None:
                update["verdict"] = verdict
            source = self._source.news()
            if source is not None:
                update["source"] = source
            cost = self._cost.news()
            if cost is not None:
                update["cost"] = cost
            flow = self._flow.news()
            if flow is not None:
                update["flow"] = flow
            reading = self._reading()
            if reading is not None:
                update["reading"] = reading
            update |= cast("Update", self.session.take_given())
            now = status.status(self.session)
            news = status.news(self._status, now)
            self._status = now
            if news:
                update["status"] = news
            blocks = self.session.shelf.blocks
            if blocks is not None and blocks is not self._blocks:
                self._blocks = blocks
                update["blocks"] = [_kept(block) for block in blocks]
            return update if len(update) > 1 else None

    def _is_small(self) -> bool:
        design, share = self.session.design, self.session.share
        if share and not self.session.services.shares.is_sure(share):
            return False
        if design.code or self._typed is not None or len(design.models) > QUICK_CALLS:
            return False
        return count_calls(design) <= QUICK_CALLS

    def _catch_up(self, has_more: bool) -> None:
        """Take over what another server has saved: what is missing here, the page would drop."""
        try:
            self.session.workspaces.catch_up(self.session.workspace)
        except DraftError:
            if has_more:
                raise

    def _worker_changed(self, _: WorkerState) -> None:
        incidents.tell(self.session)
        self.session.changed()

    def _edit(self, message: Edit) -> None:
        workspace, seq = self.session.workspace, message["seq"]
        with self._lock, workspace.lock:
            last = self._counts.last(self._client)
            if seq <= last:
                self._seq = min(self._seq, seq - 1)  # It is acknowledged once more.
                return
            if seq > last + 1:
                self._resend = last + 1
                return
            self._counts.count(self._client, seq)
            if message["epoch"] != workspace.epoch:
                return  # It is of a document that is no longer there, of which the page is told.
            patch, base = message["patch"], message["base"]
            title = message.get("title", "")
            reason = editing.edit(self.session, workspace, patch, base, self._client, seq, title)
            if reason:
                self._counts.refuse(self._client, seq, reason)

    def _compare(self, number: int, text: str | None) -> None:
        session, workspace = self.session, self.session.workspace
        with self._lock:
            if text is None:
                self._typed = None
                return
            with workspace.lock:
                rev = workspace.document.rev
                future = panel_requests.comparison(session, session.services, text)
            self._typed = number, rev, future
        future.add_done_callback(lambda _: self._wake())

    def _forget(self, what: str) -> None:
        if what == "document":
            self._epoch = ""
        elif what == "analysis":
            self._analysis = None
        elif what == "cost":
            self._cost.forget()
        elif what == "flow":
            self._flow.forget()
        else:
            self._source.forget()

    def _document(self) -> DocumentUpdate | None:
        workspace = self.session.workspace
        with workspace.lock:
            document, seq = workspace.document, self._counts.last(self._client)
            known = self._epoch == workspace.epoch
            if known and (document.rev, seq) == (self._rev, self._seq):
                return None
            update: DocumentUpdate = {
                "draft": workspace.draft,
                "epoch": workspace.epoch,
                "continues": workspace.continues,
                "rev": document.rev,
                "seq": seq,
            }
            changes = document.since(self._rev) if known else None
            if changes is None:
                update["whole"] = document.value
            elif changes:
                update["changes"] = [self._change(one) for one in changes]
        if not known:
            self._analysis = None
            self._source.forget()
            self._cost.forget()
            self._flow.forget()
            self._verdict.forget()
        refused = self._counts.refused(self._client, self._seq) if known else []
        if refused:
            update["refused"] = [{"seq": number, "reason": reason} for number, reason in refused]
        self._epoch, self._rev, self._seq = update["epoch"], update["rev"], seq
        return update

    def _change(self, revision: Revision) -> Change:
        if revision.author == self._client:
            return {"rev": revision.rev, "seq": revision.seq}
        change: Change = {"rev": revision.rev, "patch": revision.patch}
        if revision.title and revision.author == self.session.id:
            change["title"] = revision.title
        if revision.silent:
            change["silent"] = True
        return change

    def _analysis_news(self) -> AnalysisUpdate | None:
        analysed = self.session.analysed
        if analysed is None or self._epoch != self.session.workspace.epoch:
            return None
        before, sent = self._analysis, self._analysed
        found = building.findings(self.session, self.session.services, analysed)
        if before is not None and analysed is sent and found == before["diagnostics"]:
            return None
        self._analysed = analysed
        self._analysis = result = {**analysed.result, "diagnostics": found}
        if before is None or sent is None:
            return {"rev": analysed.rev, "whole": result}
        patch = json_difference(before, result)
        if not patch and analysed.rev == sent.rev:
            return None
        return {"rev": analysed.rev, "patch": patch}

    def _reading(self) -> Reading | None:
        if self._typed is None or not self._typed[2].done():
            return None
        (number, rev, future), self._typed = self._typed, None
        try:
            found = future.result()
        except CancelledError:
            return None
        except (TaskError, WorkerLostError) as error:
            found = nothing([note(str(error))])
        consent.typed_in_source(self.session, found["patch"])
        analysis = found["analysis"]
        known = self._analysis
        foreseen = analysis and known and json_difference(known, analysis)
        return cast("Reading", {**found, "id": number, "rev": rev, "analysis": foreseen})


def _kept(block: KeptBlock) -> live_protocol.KeptBlock:
    return {"id": block.id, "title": block.title, "design": block.design}
