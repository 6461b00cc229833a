"""`Pupil`: a learner of a class, who draws an answer and a design of their own, and finds them."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.core.lessons.lesson import Exercise, Lesson
from bench.open_canvas import Document, OpenCanvas
from bench.visitor import Visitor
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import to_json

LINK = "components.live_link"
"""The component by which the page hears of a new analysis."""


@dataclass
class Pupil:
    """One learner.

    Attributes:
        number: Which of the class, from 0.
        lesson: The homework.
        step: Of the exercise, from 1.
        exercise: What they answer.
        wrongly: How many wrong answers they give first.
        browser: Of today.
        drawn: What they have drawn, by the id of the draft: the answer, and a design of their own.
        wrong: What must not be, in sentences.
    """

    number: int
    lesson: Lesson
    step: int
    exercise: Exercise
    wrongly: int
    browser: Visitor
    drawn: dict[str, Document] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Whom they are to the provider, and to their teacher."""
        return self.browser.login

    @property
    def tries(self) -> int:
        """So many are to be counted."""
        return self.wrongly + 1

    @property
    def _place(self) -> str:
        return f"lesson={self.lesson.slug}&step={self.step}"

    async def join(self, code: str) -> None:
        """Join a class by its link, under the name of their account."""
        async with self.browser.tab("learn", f"join={code}") as tab:
            await tab.press("Join the class")

    async def learn(self) -> None:
        """Answer the exercise: wrongly at first, and have that checked, then right."""
        async with self.browser.tab("learn", self._place) as tab:
            session = await tab.canvas()
            async with OpenCanvas(self.browser.url, self.browser.cookie, session) as canvas:
                for answer in self.exercise.wrong[: self.wrongly]:
                    await canvas.draw(self._own(to_json(self.exercise.designs[answer.file])))
                    await tab.press("Check my answer")
                    if answer.says not in tab.text():
                        self.wrong.append(
                            f"{self.name}: {answer.file} was not answered with {answer.says!r}."
                        )
                design = self._own(to_json(self.lesson.designs[self.exercise.solution]))
                await canvas.draw(design)
                await tab.rerun(LINK)
                self._expect_passed(tab.text())
                self.drawn[canvas.draft] = canvas.document

    async def draw(self) -> None:
        """Draw a design of their own."""
        async with self.browser.tab("") as tab:
            session = await tab.canvas()
            async with OpenCanvas(self.browser.url, self.browser.cookie, session) as canvas:
                await canvas.draw(self._own(to_json(gallery.load("mlp"))))
                self.drawn[canvas.draft] = canvas.document

    async def find_again(self) -> None:
        """Look for all of it, in another browser."""
        answer, design = self.drawn
        async with self.browser.tab("learn", self._place) as tab:
            self._expect_passed(tab.text())
            session = await tab.canvas()
            async with OpenCanvas(self.browser.url, self.browser.cookie, session) as canvas:
                self._expect_drawn(answer, canvas)
        async with self.browser.tab("", f"draft={design}") as tab:
            session = await tab.canvas()
            async with OpenCanvas(self.browser.url, self.browser.cookie, session) as canvas:
                self._expect_drawn(design, canvas)

    def _expect_passed(self, said: str) -> None:
        if "✓ passed" not in said:
            self.wrong.append(f"{self.name}: the exercise is not passed.\n{said}")

    def _expect_drawn(self, draft: str, canvas: OpenCanvas) -> None:
        if canvas.draft != draft:
            self.wrong.append(f"{self.name}: {draft} was opened as {canvas.draft}.")
        if canvas.document != self.drawn[draft]:
            self.wrong.append(f"{self.name}: {draft} is not as it was drawn.")

    def _own(self, design: Document) -> Document:
        """The design under a name that no other learner's has."""
        return design | {"name": f"of {self.name}"}


async def opens(visitor: Visitor, draft: str, document: Document) -> bool:
    """Whether somebody gets at a draft by its address."""
    async with visitor.tab("", f"draft={draft}") as tab:
        session = await tab.canvas()
        async with OpenCanvas(visitor.url, visitor.cookie, session) as canvas:
            return canvas.draft == draft or canvas.document == document
