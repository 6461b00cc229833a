"""What a page hears of the analysis, of its commands, and of what it has typed."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from app.core.session import panel_requests
from app.core.session.session import Session
from app.core.tasks import analysis_tasks, import_tasks, source_tasks
from app.core.tasks.task_outcome import TaskError
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design
from model_codegen.importers import ImportResult
from model_codegen.importers.import_result import Offer
from tests.app.canvas_messages import arrive, draw
from tests.app.core.live.line import Line, analysis, name, place
from tests.app.idle_services import worker_of

MLP = gallery.load("mlp")


def test_an_analysis_comes_as_what_is_new_in_it(session: Session) -> None:
    line = Line(session)
    line.hear()
    line.edit(name("longer name"))
    [update] = line.hear()
    assert [one["path"] for one in update["analysis"]["patch"]] == ["/graphs/main/total_params"]
    assert line.page.analysis == analysis(session.design)
    line.edit(place("x"))  # Nothing but places: it stands for this revision, too.
    [update] = line.hear()
    assert update["analysis"] == {"rev": 3, "patch": []}


def test_an_edit_is_acknowledged_before_its_analysis_is_there(session: Session) -> None:
    worker = worker_of(session.services)
    del worker.answers[analysis_tasks.analyse]
    line = Line(session)
    line.hear()
    line.edit(name("a"))
    [update] = line.hear()
    assert line.page.acknowledged == 1
    assert "analysis" not in update
    [job] = worker.waiting(analysis_tasks.analyse)
    woken = line.woken
    job.future.set_result(analysis(session.design))
    assert line.woken > woken
    line.hear()
    assert line.page.analysed == 2


def test_a_piece_that_was_pasted_is_handed_over_once(session: Session) -> None:
    worker = worker_of(session.services)
    worker.answers[source_tasks.read_piece] = lambda text: ImportResult(MLP)
    line = Line(session)
    line.hear()
    line.say({"type": "command", "command": "piece", "text": "layers.Dense(3)"})
    arrive(session)
    assert [update["piece"]["name"] for update in line.hear() if "piece" in update] == ["mlp"]
    line.edit(name("a"))
    assert not any("piece" in update for update in line.hear())


def test_an_analysis_that_made_no_sense_comes_as_a_whole(session: Session) -> None:
    line = Line(session)
    line.hear()
    line.page.analysis = None
    line.say({"type": "again", "what": "analysis"})
    [update] = line.hear()
    assert "document" not in update
    assert line.page.analysis == analysis(session.design)


def test_a_failure_is_a_notice_and_no_analysis(session: Session) -> None:
    worker = worker_of(session.services)
    line = Line(session)
    line.hear()
    del worker.answers[analysis_tasks.analyse]
    line.edit(name("a"))
    worker.waiting(analysis_tasks.analyse)[0].future.set_exception(TaskError("Too large."))
    line.hear()
    assert line.page.status["notice"]["text"].endswith("Too large.")
    assert (line.page.rev, line.page.analysed) == (2, 1)


def test_another_document_comes_with_its_own_analysis(session: Session) -> None:
    line = Line(session)
    line.hear()
    draft = line.page.draft
    for command, more in [
        ("gallery", {"name": "mlp"}),
        ("open", {"text": dumps(MLP)}),
        ("new", {}),
    ]:
        line.command(command, **more)
        [update] = line.hear()
        assert "whole" in update["document"]
        assert "whole" in update["analysis"]
        assert line.page.draft != draft
        draft = line.page.draft
        line.edit(name(command))
        line.hear()
        assert line.page.document["name"] == session.design.name == command


def test_a_text_that_is_no_design_is_a_notice(session: Session) -> None:
    line = Line(session)
    line.hear()
    line.command("open", text="{")
    [update] = line.hear()
    assert list(update) == ["type", "status"]
    assert update["status"]["notice"]["severity"] == "error"
    for command in ("open", "gallery", "import", "open_up"):
        line.command(command)  # What they need is missing.
    assert line.hear() == []


def test_a_model_arrives_from_a_worker_on_the_page_that_asked(
    session: Session, other: Session
) -> None:
    one, two = Line(session, client="a"), Line(other, client="b")
    for line in (one, two):
        line.hear()
    one.command("import", name="m.keras", text="{}")
    one.hear()
    two.hear()
    assert one.page.status["busy"] == "Reading m.keras"
    assert two.page.status["busy"] is None
    [job] = worker_of(session.services).waiting(import_tasks.import_config)
    job.future.set_result(ImportResult(MLP, ()))
    arrive(session)
    one.hear()
    assert one.page.document["name"] == "mlp"
    assert one.page.status["busy"] is None
    assert one.page.status["notice"]["text"].startswith("m.keras is open")
    two.hear()
    assert two.page.document["name"] == "model"
    assert two.page.status["notice"] is None
    assert two.page.draft != one.page.draft
    assert (one.page.status["windows"], two.page.status["windows"]) == (1, 1)


def test_what_is_opened_up_is_a_step_of_the_page_that_asked_alone(
    session: Session, other: Session
) -> None:
    one, two = Line(session, client="a"), Line(other, client="b")
    for line in (one, two):
        line.hear()
    session.workspaces.edit(session.workspace, [name("b")], author=session.id, title="Open it up")
    session.workspaces.edit(session.workspace, [name("c")], author=session.id, silent=True)
    first, second = one.hear()[0]["document"]["changes"]
    assert first == {"rev": 2, "patch": [name("b")], "title": "Open it up"}
    assert second == {"rev": 3, "patch": [name("c")], "silent": True}
    assert "title" not in two.hear()[0]["document"]["changes"][0]


def test_of_several_models_one_is_chosen(session: Session) -> None:
    offers = tuple(Offer(one, one, 1, "Sequential", (), 0, likely=False) for one in "ab")
    worker = worker_of(session.services)
    line = Line(session)
    line.command("source", name="pasted code", text="text")
    worker.waiting(source_tasks.read)[0].future.set_result(ImportResult(MLP, (), offers=offers))
    arrive(session)
    line.hear()
    assert [one["name"] for one in line.page.status["choice"]["models"]] == ["a", "b"]
    line.command("choose", name="b")
    line.hear()
    assert line.page.status["choice"] is None
    [job] = worker.waiting(source_tasks.read)
    assert job.arguments == ("text", "b")


def found(patch: list[Any] | None, after: Design | None = None) -> dict[str, Any]:
    counts = dict.fromkeys(("added", "removed", "changed", "renamed"), 0)
    foreseen = analysis(after) if after else None
    return {"patch": patch, "analysis": foreseen, "notes": [], **counts}


def test_what_was_typed_is_answered_for_the_newest_text(session: Session) -> None:
    worker = worker_of(session.services)
    line = Line(session)
    line.hear()
    line.say({"type": "typed", "id": 1, "text": "one"})
    line.say({"type": "typed", "id": 2, "text": "two"})
    assert line.hear() == []
    [job] = worker.waiting(source_tasks.compare)
    assert job.arguments == (session.design, "two")
    job.future.set_result(found([name("two")], MLP))
    [update] = line.hear()
    reading = update["reading"]
    assert (reading["id"], reading["rev"], reading["patch"]) == (2, 1, [name("two")])
    assert reading["analysis"]
    assert line.hear() == []


def test_what_was_dropped_is_not_answered(session: Session) -> None:
    line = Line(session)
    line.hear()
    line.say({"type": "typed", "id": 1, "text": "one"})
    line.say({"type": "typed", "id": 1, "text": None})
    worker_of(session.services).waiting(source_tasks.compare)[0].future.set_result(found(None))
    assert line.hear() == []


def test_a_text_that_cannot_be_read_is_a_note(session: Session) -> None:
    line = Line(session)
    line.hear()
    line.say({"type": "typed", "id": 1, "text": "one"})
    [job] = worker_of(session.services).waiting(source_tasks.compare)
    job.future.set_exception(TaskError("It is too long."))
    line.hear()
    assert line.page.readings[1]["patch"] is None
    assert line.page.readings[1]["notes"][0]["message"] == "It is too long."


def test_a_reading_is_of_the_revision_that_it_says(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    comparison = panel_requests.comparison
    editing = threading.Thread(target=draw, args=(session,), kwargs={"patch": [name("late")]})

    def late(*arguments: Any) -> Any:
        editing.start()
        editing.join(0.3)
        return comparison(*arguments)

    monkeypatch.setattr(panel_requests, "comparison", late)
    worker = worker_of(session.services)
    worker.answers[source_tasks.compare] = lambda design, _: found([name(design.name)])
    line = Line(session)
    line.say({"type": "typed", "id": 1, "text": "x"})
    editing.join()
    line.hear()
    reading = line.page.readings[1]
    names = {1: "model", 2: "late"}
    assert reading["patch"][0]["value"] == names[reading["rev"]]


def test_answers_of_one_page_never_reach_another(session: Session, other: Session) -> None:
    worker = worker_of(session.services)
    one, two = Line(session, client="a"), Line(other, client="b")
    for line in (one, two):
        line.say({"type": "look", "source": {"style": "functional", "fold": True}})
        line.hear()
    one.say({"type": "typed", "id": 7, "text": "secret"})
    worker.waiting(source_tasks.compare)[0].future.set_result(found(None))
    one.command("gallery", name="mlp")
    one.command("open", text="{")
    session.notify("info", "secret")
    one.hear()
    assert one.page.readings.keys() == {7}
    for message in two.hear():
        assert "secret" not in str(message)
        assert "reading" not in message
    assert two.page.document["name"] == "model"
    assert two.page.status["notice"] is None
