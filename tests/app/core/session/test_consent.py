"""Code of a design runs only once its user has said so, and what follows from that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.custom import code_edit, template
from app.core.session import consent
from app.core.session.session import Session
from app.core.workspace.workspaces import Workspaces
from model_codegen.design.custom_code import digest
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Recorded
from tests.app.canvas_messages import draw

CODE = f"{template.IMPORT}\n\n{template.TEMPLATE}"
FOREIGN = CODE.replace("inputs *", "inputs /")


def design(code: str = CODE) -> Design:
    layer = Layer(template.NAME, "scale", {}, recorded=Recorded(()))
    return Design("d", ModelGraph("m", {"scale": layer}, {"scale": Node("scale")}), code=code)


def opened(idle: Workspaces, code: str = CODE, owner: str = "me") -> Session:
    return Session(owner, idle, idle.begin(owner, design(code)))


def edit(session: Session, code: str) -> None:
    assert draw(session, replace(session.design, code=code)) == ""


def test_it_is_asked_once_for_a_text_and_remembered_by_owner(idle: Workspaces) -> None:
    session = opened(idle)
    assert consent.state(session, session.services) == "needed"
    assert consent.trusted(session, session.services, session.design) == ""
    consent.give(session, session.services, session.design)
    assert consent.state(session, session.services) == "given"
    assert consent.trusted(session, session.services, session.design) == digest(CODE)
    # A refresh is another session of the same browser.
    assert consent.state(opened(idle), idle.services) == "given"
    assert consent.state(opened(idle, owner="somebody else"), idle.services) == "needed"
    assert consent.state(opened(idle, FOREIGN), idle.services) == "needed"


def test_a_design_without_custom_layers_needs_none(idle: Workspaces) -> None:
    session = opened(idle, "")
    assert consent.state(session, session.services) == "none"
    unused = Design("d", ModelGraph("m"), code=CODE)
    assert consent.state(session, session.services, unused) == "none"


def test_what_is_typed_over_agreed_text_counts_as_agreed(idle: Workspaces) -> None:
    session = opened(idle)
    consent.give(session, session.services, session.design)
    consent.typed(session, FOREIGN)
    edit(session, FOREIGN)
    assert consent.state(session, session.services) == "given"
    edit(session, CODE)
    assert consent.state(session, session.services) == "given"


def test_the_source_of_the_model_is_typed_too(idle: Workspaces) -> None:
    session = opened(idle)
    consent.give(session, session.services, session.design)
    consent.typed_in_source(session, code_edit.compare(session.design, FOREIGN)["patch"])
    edit(session, FOREIGN)
    assert consent.state(session, session.services) == "given"


def test_a_new_class_of_the_template_does_not_ask_again(idle: Workspaces) -> None:
    session = opened(idle)
    consent.give(session, session.services, session.design)
    edit(session, CODE + "\n\n" + template.TEMPLATE.replace(template.NAME, "LearnedScale2"))
    assert consent.state(session, session.services) == "given"


def test_text_from_elsewhere_asks_also_over_agreed_text(idle: Workspaces) -> None:
    session = opened(idle)
    consent.give(session, session.services, session.design)
    edit(session, FOREIGN)
    assert consent.state(session, session.services) == "needed"


def test_what_is_typed_over_foreign_text_asks(idle: Workspaces) -> None:
    session = opened(idle, FOREIGN)
    consent.typed(session, CODE)
    edit(session, CODE)
    assert consent.state(session, session.services) == "needed"


def test_what_was_typed_over_foreign_text_stays_foreign_in_another_document(
    idle: Workspaces,
) -> None:
    session = opened(idle, FOREIGN)
    typed = FOREIGN.replace("initial=1.0", "initial=2.0")
    consent.typed(session, typed)
    session.show(idle.begin(session.owner, design(CODE)))
    consent.give(session, session.services, session.design)
    # Undo, back beyond where the other document was opened.
    edit(session, typed)
    assert consent.state(session, session.services) == "needed"


def test_a_server_can_forbid_it(idle: Workspaces, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened(idle)
    consent.give(session, session.services, session.design)
    monkeypatch.setenv("LAYERLOOM_RUN_CODE", "no")
    assert consent.state(session, session.services) == "forbidden"
    assert consent.trusted(session, session.services, session.design) == ""


def test_whoever_watches_hears_of_it(idle: Workspaces) -> None:
    session, heard = opened(idle), []
    session.watch(lambda: heard.append(consent.state(session, session.services)))
    consent.give(session, session.services, session.design)
    assert heard == ["given"]
