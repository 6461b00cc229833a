"""`Emission`: the source of a design in one style, flat and folded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property

from model_codegen.design.custom_code import digest
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.errors import NotExpressible
from model_codegen.emitters.folding.folded_program import fold_program
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.generated_code import GeneratedCode
from model_codegen.emitters.plan import Plan, make_plan
from model_codegen.emitters.program import Program
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles import Style
from model_codegen.emitters.styles.script import write_script

_TOO_DEEP = Diagnostic(
    "too-deep",
    "error",
    "This is nested too deeply to be written: Python and Keras follow blocks by recursion",
)


class Emission:
    """A design in one style: flat and folded source, each written and formatted once at most.

    Args:
        program: The design.
        style: The style.
        classes: Whether blocks become classes, or else functions; a style may decide by itself.
        ending: Writes what follows the function that makes the model.

    Raises:
        NotExpressible: Here or when source is asked for, if the style cannot express the design.
    """

    def __init__(
        self,
        program: Program,
        style: Style,
        *,
        classes: bool = False,
        ending: Callable[[Source, Plan], None] = write_script,
    ) -> None:
        reasons = () if style.reasons_against is None else tuple(style.reasons_against(program))
        if reasons:
            raise NotExpressible(style.name, reasons)
        self._program = program
        self._style = style
        self._classes = classes or style.always_classes
        self._named = False
        self._ending = ending

    @cached_property
    def flat(self) -> GeneratedCode:
        """The source in which every call is written by itself."""
        with too_deep_refused(self._style.name):
            return self._finished(self._flat)

    @cached_property
    def folded(self) -> GeneratedCode:
        """The source in which what repeats is functions and loops; the flat one if none is shorter.

        To know which is shorter takes both formatted, unless the number of flat statements tells:
        there is at least one for each call.
        """
        with too_deep_refused(self._style.name):
            folded = self._fold()
            if folded is None:
                return self.flat
            code = self._finished(folded)
            lines = code.text.count("\n")
            shorter = (
                self._named
                or lines < sum(len(body.calls) for body in self._program.bodies())
                or lines < self._flat.fewest_lines
                or lines < self.flat.text.count("\n")
            )
            return code if shorter else self.flat

    @cached_property
    def _flat(self) -> Source:
        style = self._style
        plan = make_plan(self._program, style.name, style.making, classes=self._classes)
        return self._written(plan, {})

    def _written(self, plan: Plan, foldings: Mapping[str, Folding]) -> Source:
        source = self._style.write(plan, foldings)
        self._ending(source, plan)
        return source

    def _finished(self, source: Source) -> GeneratedCode:
        code = source.finish(self._style.name)
        needed = self._program.needed_code
        return replace(code, trust=digest(self._program.design.code)) if needed.names else code

    def _fold(self) -> Source | None:
        style = self._style
        if not style.folds:
            return None
        program = self._program if style.reorder is None else style.reorder(self._program)
        found = fold_program(program, style.name, style.making, classes=self._classes)
        if found is None:
            return None
        self._named = any(f.title for each in found[1].values() for f in each.functions)
        return self._written(*found)


@contextmanager
def too_deep_refused(style: str) -> Iterator[None]:
    """Turn a design that is nested deeper than Python's recursion goes into `NotExpressible`."""
    try:
        yield
    except RecursionError:
        raise NotExpressible(style, [_TOO_DEEP]) from None
