"""Sessions of the Learn page: one of each step's canvas, beside that of the Design page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.core.lessons.scene import Scene
from app.core.session import opening
from app.core.session.session import Session
from app.core.store.errors import DraftError
from app.core.workspace.workspace import Workspace
from app.core.workspace.workspaces import Workspaces
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.design.graph import Design


def open_scene(workspaces: Workspaces, owner: str, scene: Scene) -> Session:
    """Begin a session that draws on what lies on the canvas during a step.

    The answer to an exercise is found again, else begun with what the exercise begins with, of
    which nothing is stored until something is done with it.

    Args:
        workspaces: The open drafts.
        owner: The learner.
        scene: What lies on the canvas.
    """
    problem = ""
    workspace: Workspace | None = None
    if scene.exercise:
        try:
            workspace = _answer(workspaces, owner, scene)
        except (DraftError, DesignError) as error:
            problem = f"Your answer cannot be kept. {error}"
    found = workspace or workspaces.try_out(owner, scene.start)
    session = _session(workspaces, owner, found)
    session.pinned = True
    if problem:
        session.notify("error", problem)
    opening.keep_up(session)
    return session


def look_at(workspaces: Workspaces, teacher: str, member: str, draft: str) -> Session | None:
    """Begin a session that looks at a learner's answer, as a teacher.

    Args:
        workspaces: The open drafts.
        teacher: Who asks.
        member: The learner.
        draft: The draft of the answer.

    Returns:
        It; None if there is no such draft, or the learner is in no class of the teacher's.

    Raises:
        DraftError: If the store cannot be read.
        DesignError: If what is stored is no design.
    """
    services = workspaces.services
    answers = services.progress.of(member).values()
    if not services.classes.teaches(teacher, member) or all(one.draft != draft for one in answers):
        return None
    workspace = workspaces.open(draft, teacher, teaches=True)
    if workspace is None or workspace.owner != member:
        return None
    session = _session(workspaces, teacher, workspace)
    session.looks = True
    return session


def answer(workspaces: Workspaces, owner: str, draft: str) -> Design | None:
    """The design of a learner's answer as it was saved last; None if it was not."""
    if not draft:
        return None
    try:
        workspace = workspaces.open(draft, owner)
    except (DraftError, DesignError):
        return None
    return workspace.design if workspace is not None and workspace.design.main.nodes else None


def put(session: Session, design: Design, title: str) -> None:
    """Put a design in the place of the one on the canvas, as one step that Undo takes back.

    Args:
        session: Of a step.
        design: What shall be there.
        title: What the step is called: "Show the solution".
    """
    before, after = to_json(session.design), to_json(design)
    patch = [*_replaced(before, after)]
    if patch:
        session.workspaces.edit(session.workspace, patch, author=session.id, title=title)


def _replaced(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What makes one design's JSON another's, by their members."""
    gone = [{"op": "remove", "path": f"/{key}"} for key in before if key not in after]
    new = [
        {"op": "replace" if key in before else "add", "path": f"/{key}", "value": value}
        for key, value in after.items()
        if key not in before or before[key] != value
    ]
    return [*gone, *new]


def _answer(workspaces: Workspaces, owner: str, scene: Scene) -> Workspace:
    """Open the answer to an exercise.

    Raises:
        DraftError: If the store cannot be read.
        DesignError: If what is stored is no design.
    """
    progress, key = workspaces.services.progress, scene.exercise

    def begins(workspace: Workspace) -> None:
        progress.begin(workspace.owner, key, workspace.draft)

    draft = progress.draft_for(owner, key)
    found = workspaces.open(draft, owner, first=scene.start)
    return found or workspaces.lay_out(owner, scene.start, draft, begins)


def _session(workspaces: Workspaces, owner: str, workspace: Workspace) -> Session:
    session = Session(owner, workspaces, workspace, begun=True)
    session.incidents = {worker: worker.state.incidents for worker in workspaces.services.workers}
    return session
