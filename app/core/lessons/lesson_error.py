"""`LessonError`: a lesson that cannot be read, or that isn't right."""

from __future__ import annotations

from model_codegen.design.errors import LayerloomError


class LessonError(LayerloomError):
    """What is wrong with a lesson; its text is a sentence that says where, and what to do.

    Args:
        file: Name of the file, as its writer knows it: `05-sharing/lesson.md`.
        reason: One sentence.
        line: In the file, from 1; 0 where it is about no line.
    """

    def __init__(self, file: str, reason: str, line: int = 0) -> None:
        self.file = file
        self.reason = reason
        self.line = line
        where = f"{file}, line {line}" if line else file
        super().__init__(f"{where}: {reason}")
