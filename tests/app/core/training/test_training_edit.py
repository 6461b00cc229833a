"""Changes of the training are changes of the document, which Undo takes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.session import opening
from app.core.session.session import Session
from app.core.training import training_edit
from app.core.workspace.workspaces import Workspaces
from model_codegen.design.training import Data, Head, Training

LOSS = {"class_name": "keras.losses.Huber", "config": {}}


@pytest.fixture
def session(idle: Workspaces) -> Session:
    return opening.open_session(idle, None, None)


def training(session: Session) -> Training:
    found = session.design.training
    assert found is not None
    return found


def test_a_change_is_a_titled_revision_of_this_page(session: Session) -> None:
    training_edit.change(session, "Change the epochs", lambda now: replace(now, epochs=20))
    assert training(session).epochs == 20
    (revision,) = session.workspace.document.since(1) or []
    assert (revision.title, revision.author) == ("Change the epochs", session.id)
    training_edit.change(session, "The same", lambda now: replace(now, epochs=20))
    assert session.workspace.document.rev == 2


def test_a_further_change_holds_only_what_was_changed(session: Session) -> None:
    training_edit.change_head(
        session, "out", "Choose a loss", lambda head: replace(head, loss=LOSS)
    )
    training_edit.change_head(session, "out", "Weigh", lambda head: replace(head, weight=0.5))
    assert training(session).heads == {"out": Head(LOSS, 0.5)}
    (revision,) = session.workspace.document.since(2) or []
    assert revision.patch == [{"op": "add", "path": "/training/heads/out/weight", "value": 0.5}]


def test_data_are_changed_where_some_were_chosen(session: Session) -> None:
    training_edit.change_data(session, "x", lambda data: replace(data, cache=False))
    assert training(session).data is None
    training_edit.change(session, "y", lambda now: replace(now, data=Data("random")))
    training_edit.change_data(session, "z", lambda data: replace(data, cache=False))
    assert training(session).data == Data("random", cache=False)


def test_what_makes_no_design_changes_nothing_and_says_why(session: Session) -> None:
    training_edit.change(session, "x", lambda now: replace(now, epochs=-3))
    assert session.design.training is None
    assert session.notice is not None
    assert session.notice.text.startswith("The training is as it was. ")


def test_a_training_can_be_taken_out(session: Session) -> None:
    training_edit.change(session, "x", lambda now: now)
    training_edit.remove(session)
    assert session.design.training is None
    training_edit.remove(session)
    assert session.workspace.document.rev == 3
