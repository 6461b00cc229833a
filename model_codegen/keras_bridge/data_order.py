"""The order in which `fit` goes through its data, as it would be after some epochs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass
class Passing:
    """How many times data are still to be gone through.

    Attributes:
        left: How many.
    """

    left: int


@contextmanager
def epochs_passed(passing: Passing, tick: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Let the next `fit` go through its data as if it had done so some times before.

    A `tf.data.Dataset` that shuffles, or draws by lot in another way, gives other samples each time
    it is gone through; what it is at is not to be read or set. So it is gone through, in the way of
    `EpochIterator._enumerate_iterator` (`keras/src/trainers/epoch_iterator.py`), and nothing is
    done with the samples. Arrays need none of it: `fit` makes their order anew with each iterator,
    from one seed (findings/keras_fit_repeats_its_order.sh).

    Args:
        passing: How many times it was gone through; none are left once a `fit` has trained, while
            one that has no epoch left leaves them to the next.
        tick: Called with each batch; what it raises ends it.
    """
    from keras.src.backend.tensorflow import trainer
    from keras.src.trainers.data_adapters.tf_dataset_adapter import TFDatasetAdapter

    original = trainer.TFEpochIterator

    class PassingIterator(original):  # type: ignore[misc, valid-type]
        """Goes through its data so many times before it is first iterated."""

        def __iter__(self) -> Any:
            # The first that is iterated is that of the training data.
            trainer.TFEpochIterator = original
            passes, passing.left = passing.left, 0
            for _ in range(passes if isinstance(self.data_adapter, TFDatasetAdapter) else 0):
                super().__iter__()
                with self.catch_stop_iteration():
                    for _begin, _end, iterator in self._epoch_iterator:
                        for _ in range(self.steps_per_execution):
                            tick()
                            next(iterator)
            return super().__iter__()

    trainer.TFEpochIterator = PassingIterator
    try:
        yield
    finally:
        trainer.TFEpochIterator = original


def pass_through(data: Any, passing: Passing, tick: Callable[[], None] = lambda: None) -> None:
    """Go through data as a loop of `emit` would have done, which does it as `fit` does.

    Args:
        data: What the loop is given. Arrays need none of it.
        passing: How many times; none are left then.
        tick: Called with each batch.
    """
    passes, passing.left = passing.left, 0
    for _ in range(passes if hasattr(data, "element_spec") else 0):
        for _batch in data:
            tick()
        if data.cardinality() > 0:
            iter(data)
