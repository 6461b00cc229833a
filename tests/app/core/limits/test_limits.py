"""How often each owner may have the server do what is dear."""

from __future__ import annotations

import pytest

from app.core.limits.limits import LimitError, Limits
from app.core.session import building, editing, opening, proving
from app.core.session.session import Session
from app.core.training import launching
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspaces import Workspaces


def test_each_owner_has_their_own_count_of_each_kind() -> None:
    now = [0.0]
    limits = Limits(lambda _: 2, lambda: now[0])
    for owner in ("ann", "ben"):
        limits.take(owner, "imports")
        limits.take(owner, "imports")
        with pytest.raises(LimitError, match=r"2 times within.* in 30 seconds\.$"):
            limits.take(owner, "imports")
        limits.take(owner, "builds")
    now[0] += 31
    limits.take("ann", "imports")


@pytest.fixture
def session(idle: Workspaces) -> Session:
    """Of somebody who has done as much as they may."""
    idle.services.limits = Limits(lambda _: 1)
    session = opening.open_session(idle, None, None)
    session.services.limits.take(session.owner, "imports")
    session.services.limits.take(session.owner, "builds")
    return session


@pytest.mark.parametrize(
    "command",
    [
        {"command": "import", "text": "{}", "name": "a.json"},
        {"command": "source", "text": "import keras", "name": "pasted"},
        {"command": "application", "name": "ResNet50"},
        {"command": "open", "text": "{}"},
        {"command": "piece", "text": "Dense(1)"},
        {"command": "open_up", "graph": "main", "operation": "x"},
    ],
)
def test_models_are_read_no_faster(session: Session, command: dict[str, str]) -> None:
    before = session.workspace
    editing.command(session, command)
    assert session.workspace is before
    assert session.coming is None
    assert session.notice is not None
    assert "as fast as this server reads them for one person" in session.notice.text


def test_what_is_cheap_is_not_limited(session: Session) -> None:
    editing.command(session, {"command": "gallery", "name": "mlp"})
    assert session.design.name == "mlp"


def test_models_are_built_and_trained_no_faster(session: Session) -> None:
    editing.command(session, {"command": "gallery", "name": "mlp"})
    document = session.workspace.document
    analysed = Analysed(document.rev, document.design, document.value, {"diagnostics": []})
    session.workspace.analysed = analysed
    proving.start(session, session.services, analysed)
    assert session.proof is None
    assert session.notice is not None
    assert "built, proved or trained" in session.notice.text
    with pytest.raises(Exception, match="try again in"):
        launching.start(session, session.services).result(0)
    building._start(session, session.services, analysed, "digest")
    assert session.workspace.build is None
