"""Files that callbacks write: none may be lost to another callback, or to the script itself."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from model_codegen.analysis.training.changes import retrained, with_argument, with_callback
from model_codegen.analysis.training.training_facts import TrainingFacts, argument, found
from model_codegen.catalogue import training_entry
from model_codegen.datasets.file_name import file_name
from model_codegen.design.diagnostic_codes import Severity
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.training import HISTORY_FILE, MODEL_FILE, READ_FROM_FILES, Training
from model_codegen.design.wording import listing, quote

WEIGHTS_ENDING = ".weights.h5"


@dataclass(frozen=True)
class _Written:
    """A file or folder of a callback.

    Attributes:
        place: Of the callback.
        name: Its class.
        argument: The argument that says so.
        path: What it says, with nothing in it that leads back.
    """

    place: int
    name: str
    argument: str
    path: str


def check_files(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of files that are written by two, of data that are written over, of what is deleted."""
    written = [*_written(facts.training)]
    by_path: dict[str, list[_Written]] = {}
    for one in written:
        by_path.setdefault(one.path, []).append(one)
    data = facts.data
    read = file_name(data) if data is not None and data.kind in READ_FROM_FILES else None
    for path, those in by_path.items():
        who = _who(those)
        if path == read:
            message = f"{who} to {quote(path)}, which the data are read from: they would be lost"
            yield _told(facts, message, those, by_path, severity="error")
        elif path in (MODEL_FILE, HISTORY_FILE):
            message = (
                f"{who} to {quote(path)}, and at its end the script writes that itself: what was "
                "kept there is lost"
            )
            yield _told(facts, message, those, by_path)
        elif len(those) > 1:
            message = f"{who} to {quote(path)}: each writes over what another has kept there"
            yield _told(facts, message, those[1:], by_path)
    for one in written:
        if one.name == "BackupAndRestore":
            yield from _deleted(facts, one, written, by_path)


def _written(training: Training) -> Iterator[_Written]:
    for place, callback in enumerate(training.callbacks):
        entry = training_entry(callback, "callback")
        if entry is None:
            continue
        for name, schema in entry.schema["properties"].items():
            path = argument(callback, name, schema.get("default"))
            if schema.get("format") == "path" and isinstance(path, str):
                yield _Written(place, entry.name, name, posixpath.normpath(path))


def _who(those: Sequence[_Written]) -> str:
    """ "CSVLogger writes", "Two ModelCheckpoints write"."""
    names = [*dict.fromkeys(one.name for one in those)]
    if len(those) == 1:
        return f"{names[0]} writes"
    if len(names) > 1:
        return f"{listing(names)} write"
    return f"{'Two' if len(those) == 2 else len(those)} callbacks {names[0]} write"


def _told(
    facts: TrainingFacts,
    message: str,
    moved: Sequence[_Written],
    taken: Collection[str],
    severity: Severity = "warning",
) -> Diagnostic:
    """A finding; those that are moved get a place of their own.

    Args:
        facts: How it is trained.
        message: What is wrong.
        moved: The callbacks that are to write elsewhere.
        taken: All places that are written to.
        severity: How bad it is.
    """
    training, names = facts.training, {*taken, MODEL_FILE, HISTORY_FILE}
    others = []
    for one in moved:
        others.append(_another(one.path, names))
        names.add(others[-1])
        callback = with_argument(training.callbacks[one.place], one.argument, others[-1])
        training = with_callback(training, one.place, callback)
    message += ". Give it a place of its own" if len(moved) == 1 else ". Give each its own place"
    fixes = [retrained(facts, f"Write to {listing(others, 3)} instead", training)]
    alike = f"file {moved[0].path}"
    return found("one-file", severity, message, *facts.anywhere, fixes=fixes, alike=alike)


def _another(path: str, taken: Collection[str]) -> str:
    """A free path beside one: `best_2.keras`."""
    ending = posixpath.splitext(path)[1]
    if path.endswith(WEIGHTS_ENDING):
        ending = WEIGHTS_ENDING
    elif "}" in ending:  # of `{val_loss:.2f}`
        ending = ""
    stem = path.removesuffix(ending)
    return next(found for n in count(2) if (found := f"{stem}_{n}{ending}") not in taken)


def _deleted(
    facts: TrainingFacts, backup: _Written, written: Sequence[_Written], taken: Collection[str]
) -> Iterator[Diagnostic]:
    """What lies in a folder that is deleted at the end: `BackupAndRestore.on_train_end`."""
    callback = facts.training.callbacks[backup.place]
    inside = [one for one in written if one.path.startswith(f"{backup.path}/")]
    if not inside or not argument(callback, "delete_checkpoint", True):
        return
    other = with_argument(callback, backup.argument, _another(backup.path, taken))
    kept = with_argument(callback, "delete_checkpoint", False)
    fixes = [
        retrained(facts, title, with_callback(facts.training, backup.place, changed))
        for title, changed in (
            (f"Keep the backup in {_another(backup.path, taken)}", other),
            ("Say delete_checkpoint=False", kept),
        )
    ]
    lost = listing([quote(one.path) for one in inside], 3)
    message = (
        f"BackupAndRestore deletes {quote(backup.path)} at the end of the training, and with it "
        f"{lost}. Give it a folder of its own"
    )
    alike = f"deletes {backup.path}"
    yield found("one-file", "warning", message, *facts.anywhere, fixes=fixes, alike=alike)
