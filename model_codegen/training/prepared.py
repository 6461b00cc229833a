"""`Prepared`: a script with its model and its data, before it trains."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from model_codegen.training import callback_state, model_state, packing, random_state
from model_codegen.training.fits import Fits
from model_codegen.training.progress import Progress, progress_of
from model_codegen.training.script import Script
from model_codegen.training.sink import CHECKPOINT


class Prepared:
    """Does what the script's `main` does before it trains, in the same order.

    Args:
        source: The script.
        kept: Files of a checkpoint from which it goes on; empty: from the start.
        tick: Called with each batch that is passed over on the way to where it goes on.

    Attributes:
        script: The script.
        progress: Where it stands.
        model: Its model, not yet compiled.
        train_data: What it is trained with.
        validation_data: What it is validated with; None: nothing.

    Raises:
        TrainingError: If the script cannot be run, or the checkpoint is damaged.
    """

    def __init__(
        self, source: str, kept: Mapping[str, bytes], tick: Callable[[], None] = lambda: None
    ) -> None:
        import keras

        state = packing.unpack(kept[CHECKPOINT]) if kept else None
        self.progress = progress_of(state["progress"]) if state else Progress()
        self.script = Script(source)
        keras.utils.set_random_seed(self.script.seed)
        self.model = self.script.build_model()
        self.train_data, self.validation_data = self.script.load_data()
        self._state = state
        self.model.fit = Fits(self.model.fit, self.progress, tick)
        self.script.stand_in(
            "run_epochs", lambda loop: Fits(loop, self.progress, tick, is_loop=True)
        )

    def train(self, callback: Any) -> Any:
        """Train to the end; returns the history.

        Args:
            callback: Stands behind those of the script. It has to call `restore` when it is told
                that training begins.
        """
        return self.script.train(self.model, self.train_data, self.validation_data, [callback])

    def restore(self) -> bool:
        """Once the model is compiled: give all of it the state from which it goes on.

        Returns:
            Whether there was one, which happens once.
        """
        state, self._state = self._state, None
        if state is None:
            return False
        model_state.write(self.model, state)
        for callback, known in zip(self.script.made, self.progress.callbacks, strict=False):
            callback_state.write(callback, known)
        random_state.write(self.progress.random)
        return True
