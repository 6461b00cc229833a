"""`Running`: one run from its checks to its results."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from model_codegen.design.custom_layers import code_to_trust
from model_codegen.design.fileformat.serialization import loads
from model_codegen.execution.trust import check_trust
from model_codegen.keras_bridge.functional_graphs import ends_of, has_graph
from model_codegen.training import batches
from model_codegen.training.best_weights import BestWeights
from model_codegen.training.control import Control
from model_codegen.training.failures import Stopped
from model_codegen.training.heads import heads_of, total_epochs
from model_codegen.training.keras_callback import as_callback
from model_codegen.training.labels import check_labels
from model_codegen.training.log_values import as_numbers
from model_codegen.training.memory_need import check_memory
from model_codegen.training.norms import Norms
from model_codegen.training.prepared import Prepared
from model_codegen.training.program import RunProgram
from model_codegen.training.results import results
from model_codegen.training.saved_model import saved_model
from model_codegen.training.sink import BEST, BEST_MODEL, RESULTS, Sink
from model_codegen.training.teller import Teller, plain
from model_codegen.training.watch import Watch

_LOG = logging.getLogger(__name__)


class Running:
    """A run in this process, whose working directory is the script's.

    Args:
        program: What is run.
        sink: Who is told.
        control: What the user wants.

    Attributes:
        teller: Tells what happens.
        watch: Follows it; None before it trains.
    """

    def __init__(self, program: RunProgram, sink: Sink, control: Control) -> None:
        self.teller = Teller(sink)
        self.watch: Watch | None = None
        self._program = program
        self._control = control
        self._design = loads(program.design) if program.design else None
        self._heads = heads_of(self._design)

    @property
    def epoch(self) -> int:
        """The epoch that it is at, from 0."""
        return 0 if self.watch is None else self.watch.epoch

    @property
    def step(self) -> int:
        """How many batches it has trained with."""
        return 0 if self.watch is None else self.watch.step

    @property
    def kept(self) -> Mapping[str, bytes] | None:
        """The files of the last checkpoint; None if they are not at hand."""
        return self._program.kept if self.watch is None else self.watch.kept

    def train(self) -> None:
        """Train to the end, and tell what came of it.

        Raises:
            LayerloomError: If the run has to end with a sentence.
            Stopped: If the user has stopped it; what came of it until then is told.
            Exception: Whatever Keras raises.
        """
        program, design = self._program, self._design
        if design is not None:
            check_trust(code_to_trust(design), program.trusted)
            if program.memory:
                check_memory(design, program.memory)
        prepared = Prepared(program.source, program.kept, self._ask)
        self._check_labels(prepared)
        progress = prepared.progress
        self.teller.add(progress.elapsed)
        best = BestWeights(progress, program.kept.get(BEST))
        watch = self.watch = Watch(
            prepared.script,
            progress,
            best,
            self.teller,
            self._control,
            program.kept,
            total_epochs(design) or prepared.script.epochs,
            prepared.restore,
            *([norms] if (norms := self._norms(prepared)) else []),
        )
        try:
            prepared.train(as_callback(watch))
        except Stopped:
            self._finish(prepared, best, evaluates=False)
            raise
        self._finish(prepared, best, evaluates=True)
        self.teller.tell(
            "finished",
            seconds=round(self.teller.elapsed, 3),
            best_epoch=progress.best_epoch,
            epochs=progress.epoch,
        )

    def _ask(self) -> None:
        if self.watch is not None:
            self.watch.ask()

    def _check_labels(self, prepared: Prepared) -> None:
        """Refuse labels that are out of range, where arrays show them."""
        if not self._heads.losses:
            return
        units = _units(prepared.model, self._heads.names)
        pairs = (("training", prepared.train_data), ("validation", prepared.validation_data))
        for part, data in pairs:
            if isinstance(data, tuple) and len(data) > 1:
                check_labels(data[1], self._heads.losses, units, part)

    def _norms(self, prepared: Prepared) -> Norms | None:
        """Measures gradients; None if it is not to, or has nothing to measure on.

        To read of a dataset that is trained with would change what comes next of it.
        """
        data = prepared.train_data
        if not isinstance(data, tuple):
            data = prepared.validation_data
        if not self._program.norms or data is None:
            return None
        batch = batches.first(data, prepared.script.batch_size)
        return None if batch is None or batch.y is None else Norms(batch, self.teller)

    def _finish(self, prepared: Prepared, best: BestWeights, *, evaluates: bool) -> None:
        """Keep the results and the best model, and tell of the results."""
        found: dict[str, Any] | None = None
        model = prepared.model
        if prepared.progress.epoch and prepared.validation_data is not None:
            try:
                found = results(
                    model,
                    prepared.validation_data,
                    self._heads.names or list(getattr(model, "output_names", None) or ["output"]),
                    self._heads.losses,
                    prepared.script.batch_size,
                )
                if evaluates:
                    found["evaluation"] = _evaluation(prepared)
            except Exception:  # the run itself is good
                _LOG.exception("The results could not be made")
        files: dict[str, bytes] = {}
        if found is not None:
            self.teller.tell("results", **found)
            files[RESULTS] = json.dumps(plain(found)).encode()
        if prepared.progress.epoch:
            best.put_into(model)
            saved = saved_model(model)
            if saved is not None:
                files[BEST_MODEL] = saved
        if files:
            self.teller.sink.finished(files)


def _evaluation(prepared: Prepared) -> dict[str, float]:
    """What the script's `main` prints at last."""
    data = prepared.validation_data
    evaluate = partial(prepared.model.evaluate, return_dict=True, verbose=0)
    if not isinstance(data, tuple):
        return as_numbers(evaluate(data))
    named = {"sample_weight": data[2]} if len(data) > 2 else {}
    found = evaluate(*data[:2], **named, batch_size=prepared.script.batch_size)
    return as_numbers(found)


def _units(model: Any, names: tuple[str, ...]) -> dict[str, int | None]:
    """The size of the last dimension of each head of a model, as far as it is known."""
    import keras

    if not has_graph(model):
        return {}
    sequential = isinstance(model, keras.Sequential)
    heads = batches.named(model.outputs if sequential else ends_of(model)[1], names)
    return {name: tensor.shape[-1] for name, tensor in heads.items() if tensor.shape}
