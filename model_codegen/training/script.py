"""`Script`: the text that is trained with, executed as a module."""

from __future__ import annotations

import linecache
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from model_codegen.emitters.placeholders import MODULE
from model_codegen.execution.build import said
from model_codegen.training.failures import TrainingError

FILE = "<training script>"
"""What tracebacks call the text."""


class Script:
    """A training script as `emit` writes it; its own `main` is not run.

    Args:
        source: Its text.

    Raises:
        TrainingError: If it cannot be executed.
    """

    def __init__(self, source: str) -> None:
        module = ModuleType("training_script")
        # TensorFlow reads the source of what it traces, as it can where the text is a file.
        linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
        try:
            exec(compile(source, FILE, "exec"), module.__dict__)
        except ModuleNotFoundError as error:
            if error.name == MODULE:
                raise TrainingError(
                    f"Some layers of this model are placeholders: the code imports them from "
                    f"{MODULE}, which is yours to write. Train it where that module is."
                ) from error
            raise TrainingError(f"Python could not run the script: {said(error)}") from error
        except Exception as error:
            raise TrainingError(f"Python could not run the script: {said(error)}") from error
        self._names = module.__dict__
        self.made: list[Any] = []
        """The callbacks that the script has made, in order."""
        self.stand_in("make_callbacks", self._noted)

    def stand_in(self, name: str, make: Callable[[Any], Any]) -> None:
        """Put something in the place of a function of the script, if it has it.

        Args:
            name: The function.
            make: Is given the function, and makes what stands in for it.
        """
        if name in self._names:
            self._names[name] = make(self._names[name])

    @property
    def seed(self) -> int:
        """What everything is seeded with."""
        return int(self._names["SEED"])

    @property
    def batch_size(self) -> int:
        """Samples to a step."""
        return int(self._names.get("BATCH_SIZE", 32))

    @property
    def has_loop(self) -> bool:
        """Whether it trains with a loop that is written out."""
        return "run_epochs" in self._names

    @property
    def epochs(self) -> int | None:
        """How many epochs it has, if it has one number for all."""
        found = self._names.get("EPOCHS")
        return None if found is None else int(found)

    def build_model(self) -> Any:
        """The model, not yet compiled."""
        return self._names["build_model"]()

    def load_data(self) -> tuple[Any, Any]:
        """What is trained with, and what is validated with (None: nothing)."""
        train, validation = self._names["load_data"]()
        return train, validation

    def train(self, model: Any, train: Any, validation: Any, callbacks: Sequence[Any]) -> Any:
        """Compile and train; returns the history by Keras' names."""
        return self._names["train"](model, train, validation, callbacks=callbacks)

    def _noted(self, make: Callable[[], list[Any]]) -> Callable[[], list[Any]]:
        def made() -> list[Any]:
            found = make()
            self.made.extend(found)
            return found

        return made
