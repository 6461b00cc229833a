"""What the analysis finds in a training, by the section of the Train tab that it concerns."""

from __future__ import annotations

from typing import Any, Literal

from app.core.number_text import counted
from app.core.session.session import Session
from app.core.workspace.document import ConflictError
from model_codegen.design.errors import DesignError

Section = Literal["data", "learning"]

CATEGORY = "training"

OF_DATA = ("feed", "data", "label", "field")
"""Codes of findings about data have one of these words; all others are about what is learned."""


def of(session: Session, section: Section) -> list[dict[str, Any]]:
    """The findings of a section, as JSON, the gravest first."""
    analysed = session.analysed
    if analysed is None:
        return []
    order = ("error", "warning", "advice")
    found = [
        one
        for one in analysed.result["diagnostics"]
        if one["category"] == CATEGORY and section_of(one["code"]) == section
    ]
    return sorted(found, key=lambda one: order.index(one["severity"]))


def grave(session: Session) -> list[dict[str, Any]]:
    """The warnings of all sections: it would run, and probably not do what was meant."""
    found = [*of(session, "data"), *of(session, "learning")]
    return [one for one in found if one["severity"] == "warning"]


def section_of(code: str) -> Section:
    """Which section a code concerns."""
    return "data" if any(word in code.split("-") for word in OF_DATA) else "learning"


def words(session: Session, section: Section) -> str:
    """What stands behind the title of a section that is closed: ` · :red[1 problem]`."""
    found = of(session, section)
    errors = sum(one["severity"] == "error" for one in found)
    warnings = sum(one["severity"] == "warning" for one in found)
    if errors:
        return f" · :red[{counted(errors, 'problem')}]"
    return f" · :orange[{counted(warnings, 'warning')}]" if warnings else ""


def mend(session: Session, fix: dict[str, Any]) -> None:
    """Carry out a fix as a step that Undo takes back."""
    try:
        session.workspaces.edit(
            session.workspace, fix["patch"], author=session.id, title=fix["title"]
        )
    except (ConflictError, DesignError) as error:
        session.notify("error", f"This could not be done. {error}")
