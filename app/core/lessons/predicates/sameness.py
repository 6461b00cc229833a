"""Whether a design is the same model as another one."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StrictStr

from app.core.lessons import model_form
from app.core.lessons.facts import Facts
from app.core.lessons.model_form import ModelForm
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.verdict import Finding
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design.graph import Design


def _file(name: str) -> str:
    if not name.endswith(".json") or "/" in name:
        raise ValueError("name a design's file in the lesson's folder: `target.json`")
    return name


DesignFile = Annotated[StrictStr, Field(max_length=100), AfterValidator(_file)]


@predicate("same_model_as")
def same_model_as(facts: Facts, file: DesignFile) -> Finding:
    """The design is the same model as one in the lesson's folder.

    That is: the same layers with the same arguments, called and shared in the same way. Names,
    places, and what is in blocks make no difference, nor does the order of what Add and its like
    take.

    Example:
        same_model_as: target.json
    """
    asked = "The model is the one that is asked for."
    other = facts.designs.get(file)
    if other is None:
        return Finding(asked, False, f"There is no design `{file}` to compare it with.")
    wanted = _known(other, facts.catalogue)
    here = model_form.form(facts.design, facts.catalogue)
    if wanted.calls == here.calls:
        return Finding(asked, True, asked)
    return Finding(asked, False, model_form.difference(wanted, here))


_KEPT: dict[tuple[int, int], tuple[Design, Catalogue | None, ModelForm]] = {}
_MOST_KEPT = 300


def _known(design: Design, catalogue: Catalogue | None) -> ModelForm:
    """The form of a lesson's design, which many learners are compared with."""
    key = (id(design), id(catalogue))
    kept = _KEPT.get(key)
    # Who is kept here keeps its id.
    if kept is None:
        while len(_KEPT) >= _MOST_KEPT:
            _KEPT.pop(next(iter(_KEPT)), None)
        kept = _KEPT[key] = (design, catalogue, model_form.form(design, catalogue))
    return kept[2]


PREDICATES = (same_model_as,)
