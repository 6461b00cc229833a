"""The course in a learner's hands, and a class in a teacher's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app.core.lessons import course, finished_runs
from app.core.lessons.course import Course
from app.core.lessons.lesson import Exercise, Lesson
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design
from tests.e2e.canvas import SETTLE_MS, WARM_MS, Canvas
from tests.e2e.people import sign_in
from tests.e2e.script_runs import ScriptRuns
from tests.e2e.server import ROOT, TEACHER, AppServer
from tests.e2e.tabs import VIEWPORT

pytestmark = [pytest.mark.e2e, pytest.mark.long(100)]


def open_lesson(page: Page, url: str, lesson: str, step: int) -> Canvas:
    return Canvas(page, f"{url}/learn?lesson={lesson}&step={step}")


def task(page: Page) -> Locator:
    return page.locator(".task")


def right(page: Page) -> Locator:
    """The card of an exercise whose answer is right."""
    return page.locator(".st-key-lesson-task-right")


def wrong(page: Page) -> Locator:
    """What is said of a wrong answer."""
    return page.locator('[class*="st-key-answer-wrong"]')


def check(page: Page) -> None:
    # Not by its role: a look at all roles of the page takes a tenth of a second.
    page.locator(".st-key-check button").filter(visible=True).click()


def test_a_lesson_by_mouse_and_keys(tab: Page, server: AppServer) -> None:
    runs = ScriptRuns(tab)
    tab.goto(f"{server.url}/learn")
    tab.get_by_role("button", name="Weights are lazy", exact=True).click(timeout=WARM_MS)
    title = tab.locator(".step-title")
    expect(title).to_have_text("No shape, no weights", timeout=SETTLE_MS)
    # In what is only read there is no palette.
    expect(tab.get_by_role("button", name="Open the inspector")).to_be_visible(timeout=WARM_MS)
    expect(tab.get_by_role("button", name="Close the palette")).to_have_count(0)
    # That of the step before is there until the page has been drawn.
    following = tab.get_by_role("button", name="Next", exact=True).last
    for heading in ("In plain Python", "See it appear", "Which weights depend on the Input?"):
        following.click()
        expect(title).to_have_text(heading)
    canvas = Canvas(tab, tab.url)  # A refresh stays at the step.
    expect(title).to_have_text("Which weights depend on the Input?")
    expect(tab.locator(".is-taught")).to_have_count(3)
    canvas.settle(WARM_MS)

    # Nothing is said before anything was drawn, unless one asks.
    expect(task(tab).locator("li.no")).not_to_have_count(0)
    expect(wrong(tab)).to_have_count(0)
    check(tab)
    expect(wrong(tab)).to_contain_text("Still 67")
    tab.get_by_role("button", name="A hint").click()
    expect(tab.locator('[class*="st-key-answer-hint"]')).to_have_count(1)

    # An answer that the lesson knows is answered by itself.
    canvas.select("dense")
    runs.reset()
    canvas.write("units", "9")
    expect(wrong(tab)).to_contain_text("You changed a layer")
    canvas.settle()
    assert (runs.asked, runs.drawn) == (1, 1)  # Only the check's fragment is run, and once.
    canvas.undo()
    canvas.select("input_layer")
    canvas.write("shape", "10")
    expect(right(tab)).to_contain_text("115", timeout=SETTLE_MS)
    expect(task(tab).locator("li.no")).to_have_count(0)
    canvas.key("Control+z")
    expect(right(tab)).to_have_count(0)
    expect(task(tab)).to_contain_text("passed")
    tab.get_by_role("button", name="Redo").click()
    expect(right(tab)).to_have_count(1)

    # Back is the step before; the answer is there again on the way forth, and on the overview.
    tab.go_back()
    expect(title).to_have_text("See it appear")
    tab.go_forward()
    expect(title).to_have_text("Which weights depend on the Input?")
    expect(right(tab)).to_have_count(1, timeout=SETTLE_MS)
    tab.get_by_role("button", name="All lessons").click()
    expect(tab.locator(".st-key-lesson-card-begun-weights-are-lazy .passed")).to_have_count(1)
    expect(tab.get_by_role("button", name="Go on: Weights are lazy")).to_be_visible()

    # The Design page has what it had.
    tab.get_by_role("link", name="Design", exact=True).click()
    expect(tab.locator(".app")).to_be_visible()
    expect(tab.locator(".react-flow__node")).to_have_count(0)


def test_a_fix_a_solution_and_a_projector(tab: Page, server: AppServer) -> None:
    lesson = next(one for one in lessons().lessons if one.slug == "sharing-and-copying")
    at = next(n for n, step in enumerate(lesson.steps, 1) if step.point.panel == "Problems")
    canvas = open_lesson(tab, server.url, lesson.slug, at)
    tab.get_by_role("button", name="Share 2 layers").first.click(timeout=WARM_MS)
    expect(right(tab)).to_have_count(1, timeout=SETTLE_MS)

    # The steps of an exercise have an answer each, and a history each.
    go(tab, lesson.slug, at + 1)
    expect(tab.locator(".step-title")).to_have_text(lesson.steps[at].title)
    expect(right(tab)).to_have_count(0)
    expect(tab.get_by_role("button", name="Undo")).to_be_disabled()
    for label in ("A hint", "Another hint", "Show the solution", "Put it on the canvas"):
        tab.get_by_role("button", name=label).click()
    expect(right(tab)).to_have_count(1, timeout=SETTLE_MS)
    canvas.undo()
    expect(right(tab)).to_have_count(0)

    tab.locator(".st-key-lesson-more").get_by_role("button").click()
    tab.get_by_role("button", name="Project").click()
    expect(tab.locator(".palette")).to_have_count(0)
    expect(tab.get_by_test_id("stHeader")).to_be_hidden()
    tab.locator(".step-title").click()
    tab.keyboard.press("ArrowLeft")
    expect(tab.locator(".step-title")).to_have_text(lesson.steps[at - 1].title)

    # Code in a text goes on in the next line rather than out of the column.
    go(tab, "a-loop-of-your-own", 2)
    code = tab.locator(".st-key-lesson-text pre").first
    expect(code).to_contain_text("optimizer.apply", timeout=SETTLE_MS)
    assert code.evaluate("pre => pre.scrollWidth <= pre.clientWidth")


@cache
def lessons() -> Course:
    """Read once, and not while tests are collected."""
    return course.read(ROOT / "lessons")


def exercises() -> Iterator[tuple[Lesson, int, Exercise]]:
    """The last of each lesson and whatever is trained, with the numbers of their steps.

    `tests/lessons/test_course.py` tries all of the course, without a browser.
    """
    for lesson in lessons().lessons:
        found = [(n, step.exercise) for n, step in enumerate(lesson.steps, 1) if step.exercise]
        for number, exercise in found:
            if number == found[-1][0] or finished_runs.are_asked_for(exercise):
                yield lesson, number, exercise


def go(page: Page, lesson: str, step: int) -> None:
    """Go to a step as the browser's Back does, without loading the page again."""
    page.evaluate(
        """address => {
            history.pushState({}, "", address);
            dispatchEvent(new PopStateEvent("popstate", { state: {} }));
        }""",
        f"?lesson={lesson}&step={step}",
    )


def turn(page: Page, lesson: Lesson, step: int) -> None:
    """Go to a step and wait until its text is there."""
    go(page, lesson.slug, step)
    title = lesson.steps[step - 1].title
    expect(page.locator(".step-title")).to_have_text(title, timeout=SETTLE_MS)


def put(page: Page, design: Design, revision: int = 2) -> None:
    """Open a design's file, and wait until what it makes the answer is analysed.

    Args:
        page: At an exercise whose canvas has an analysis.
        design: The design.
        revision: The document's, which is 1 where an exercise begins.
    """
    data = dumps(design).encode()
    file = {"name": "answer.json", "mimeType": "application/json", "buffer": data}
    page.locator('input[aria-label="Design file"]').set_input_files(file)  # type: ignore[arg-type]
    at(page, revision)


def at(page: Page, revision: int) -> None:
    """Wait until this revision of the answer is analysed, and drawn so."""
    app = page.locator(".app")
    expect(app).to_have_attribute("data-analysed", str(revision), timeout=SETTLE_MS)


@pytest.mark.timeout(600)  # It is forty answers, and two seconds each on a busy machine.
def test_every_lesson_answers_a_wrong_answer_and_is_passed_by_its_solution(
    tab: Page, server: AppServer
) -> None:
    (lesson, number, _), *_ = every = [*exercises()]
    open_lesson(tab, server.url, lesson.slug, number).settle(WARM_MS)
    trained: list[tuple[Lesson, int]] = []
    for lesson, number, exercise in every:
        turn(tab, lesson, number)
        at(tab, 1)  # The canvas of the exercise before had its third revision.
        wrong_one = exercise.wrong[0]
        put(tab, lesson.designs[wrong_one.file], 2)
        check(tab)
        says = re.sub(r"[`*]", "", wrong_one.says)
        expect(wrong(tab), exercise.key).to_contain_text(
            re.compile(re.escape(says), re.IGNORECASE), timeout=SETTLE_MS
        )
        put(tab, lesson.designs[exercise.solution], 3)
        if finished_runs.are_asked_for(exercise):
            tab.get_by_role("button", name="Start", exact=True).click()
            trained.append((lesson, number))
        else:
            expect(right(tab), exercise.key).to_have_count(1, timeout=SETTLE_MS)
    for lesson, number in trained:  # They have learnt meanwhile.
        turn(tab, lesson, number)
        expect(right(tab)).to_have_count(1, timeout=SETTLE_MS)
    tab.get_by_role("button", name="All lessons").click()
    course_has = sum(len(lesson.exercises) for lesson in lessons().lessons)
    passed = f"{len(every)} of {course_has} exercises passed"
    expect(tab.get_by_text(passed)).to_be_visible()


def test_a_start_is_kept_whoever_goes_on_at_once(tab: Page, server: AppServer) -> None:
    """What goes to another step stops what runs, and with it what waits to run."""
    lesson = next(one for one in lessons().lessons if one.slug == "callbacks-and-curves")
    open_lesson(tab, server.url, lesson.slug, 1)
    at(tab, 1)
    put(tab, lesson.designs["ten_epochs.json"])
    expect(tab.locator(".st-key-train-start button")).to_be_enabled(timeout=SETTLE_MS)
    tab.evaluate(
        """async address => {
            for (const name of ["train-data-title", "train-start"]) {
                document.querySelector(`.st-key-${name} button`).click();
                // Streamlit sends a click a moment after it.
                await new Promise(done => setTimeout(done, 10));
            }
            history.pushState({}, "", address);
            dispatchEvent(new PopStateEvent("popstate", { state: {} }));
        }""",
        f"?lesson={lesson.slug}&step=2",
    )
    expect(tab.locator(".step-title")).to_have_text(lesson.steps[1].title, timeout=SETTLE_MS)
    turn(tab, lesson, 1)
    expect(right(tab)).to_have_count(1, timeout=SETTLE_MS)


@pytest.mark.usefixtures("issuer")
def test_a_teacher_sees_what_a_learner_of_the_class_has_passed(
    tab: Page, server: AppServer, chrome: Browser
) -> None:
    tab.goto(f"{server.url}/learn")
    sign_in(tab, TEACHER.partition("@")[0])
    tab.goto(f"{server.url}/learn")
    tab.get_by_role("button", name="Teach").click(timeout=WARM_MS)
    tab.get_by_role("button", name="New class").click()
    tab.get_by_label("Title").fill("Spring")
    tab.get_by_role("button", name="Make it").click()
    link = tab.locator(".st-key-teach code").inner_text()
    tab.get_by_role("button", name="Set a lesson").click()
    tab.get_by_role("button", name="Set it").click()

    context = chrome.new_context(viewport=VIEWPORT)
    learner = context.new_page()
    try:
        learner.goto(link)
        learner.get_by_role("textbox", name="Your name").fill("Lena B.")
        learner.get_by_role("button", name="Join the class").click(timeout=WARM_MS)
        homework = learner.locator(".st-key-homework").get_by_role("button")
        expect(homework).to_contain_text("Spring")
        homework.click()
        lesson = lessons().lessons[0]
        expect(learner.locator(".step-title")).to_have_text(lesson.steps[0].title)
        number, exercise = next(
            (number, step.exercise)
            for number, step in enumerate(lesson.steps, start=1)
            if step.exercise is not None
        )
        canvas = learner.locator(".app")
        before = canvas.get_attribute("data-store", timeout=WARM_MS) or ""
        turn(learner, lesson, number)
        expect(canvas).not_to_have_attribute("data-store", before, timeout=SETTLE_MS)
        at(learner, 1)
        put(learner, lesson.designs[exercise.solution])
        expect(right(learner)).to_have_count(1, timeout=WARM_MS)
    finally:
        context.close()

    tab.reload()
    with tab.expect_download() as download:
        tab.locator(".st-key-class-csv button").click(timeout=WARM_MS)
    rows = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    (mine,) = [row for row in rows if f",{exercise.id}," in row]
    assert mine.startswith("Lena B.")
    assert mine.endswith(",1,0,no")
    tab.get_by_role("button", name="Look at it").click()
    nodes = len(lesson.designs[exercise.solution].main.nodes)
    expect(tab.locator(".react-flow__node")).to_have_count(nodes, timeout=SETTLE_MS)
    expect(tab.locator(".palette")).to_have_count(0)
    tab.get_by_role("button", name="Remove").click()
    tab.get_by_role("button", name="Take out").click()
    expect(tab.get_by_text("Nobody has joined yet.")).to_be_visible()
