"""Code of a design runs only once its user has said so, and what follows from that."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.core.custom import code_edit, template
from app.core.services import Services
from app.core.session import consent
from app.core.session.session import Session
from model_codegen.design.custom_code import digest
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, Recorded
from tests.app.idle_services import idle_services

CODE = f"{template.IMPORT}\n\n{template.TEMPLATE}"
FOREIGN = CODE.replace("inputs *", "inputs /")


def design(code: str = CODE) -> Design:
    layer = Layer(template.NAME, "scale", {}, recorded=Recorded(()))
    return Design("d", ModelGraph("m", {"scale": layer}, {"scale": Node("scale")}), code=code)


@pytest.fixture
def idle(tmp_path: Path) -> Services:
    """Services of which only the store of drafts is asked."""
    return idle_services(tmp_path)


def opened(code: str = CODE, owner: str = "me") -> Session:
    return Session(owner, "draft", design(code), "{}")


def edit(session: Session, services: Services, code: str) -> None:
    before, session.design = session.design, replace(session.design, code=code)
    consent.follow(session, services, before)


def test_it_is_asked_once_for_a_text_and_remembered_by_owner(idle: Services) -> None:
    session = opened()
    assert consent.state(session, idle) == "needed"
    assert consent.trusted(session, idle, session.design) == ""
    consent.give(session, idle, session.design)
    assert consent.state(session, idle) == "given"
    assert consent.trusted(session, idle, session.design) == digest(CODE)
    # A refresh is another session of the same browser.
    assert consent.state(opened(), idle) == "given"
    assert consent.state(opened(owner="somebody else"), idle) == "needed"
    assert consent.state(opened(FOREIGN), idle) == "needed"


def test_a_design_without_custom_layers_needs_none(idle: Services) -> None:
    session = opened("")
    assert consent.state(session, idle) == "none"
    unused = Design("d", ModelGraph("m"), code=CODE)
    assert consent.state(session, idle, unused) == "none"


def test_what_is_typed_over_agreed_text_counts_as_agreed(idle: Services) -> None:
    session = opened()
    consent.give(session, idle, session.design)
    consent.typed(session, FOREIGN)
    edit(session, idle, FOREIGN)
    assert consent.state(session, idle) == "given"
    edit(session, idle, CODE)
    assert consent.state(session, idle) == "given"


def test_the_source_of_the_model_is_typed_too(idle: Services) -> None:
    session = opened()
    consent.give(session, idle, session.design)
    consent.typed_in_source(session, code_edit.compare(session.design, FOREIGN)["patch"])
    edit(session, idle, FOREIGN)
    assert consent.state(session, idle) == "given"


def test_a_new_class_of_the_template_does_not_ask_again(idle: Services) -> None:
    session = opened()
    consent.give(session, idle, session.design)
    edit(session, idle, CODE + "\n\n" + template.TEMPLATE.replace(template.NAME, "LearnedScale2"))
    assert consent.state(session, idle) == "given"


def test_text_from_elsewhere_asks_also_over_agreed_text(idle: Services) -> None:
    session = opened()
    consent.give(session, idle, session.design)
    edit(session, idle, FOREIGN)
    assert consent.state(session, idle) == "needed"


def test_what_is_typed_over_foreign_text_asks(idle: Services) -> None:
    session = opened(FOREIGN)
    consent.typed(session, CODE)
    edit(session, idle, CODE)
    assert consent.state(session, idle) == "needed"


def test_what_was_typed_over_foreign_text_stays_foreign_in_another_document(
    idle: Services,
) -> None:
    session = opened(FOREIGN)
    typed = FOREIGN.replace("initial=1.0", "initial=2.0")
    consent.typed(session, typed)
    session.design = design(CODE)
    consent.give(session, idle, session.design)
    # Undo, back beyond where the other document was opened.
    edit(session, idle, typed)
    assert consent.state(session, idle) == "needed"


def test_a_server_can_forbid_it(idle: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    session = opened()
    consent.give(session, idle, session.design)
    monkeypatch.setenv("LAYERLOOM_RUN_CODE", "no")
    assert consent.state(session, idle) == "forbidden"
    assert consent.trusted(session, idle, session.design) == ""
