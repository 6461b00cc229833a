"""`Recipe`: everything that the parts of a training script look up."""

from __future__ import annotations

from dataclasses import dataclass

from model_codegen.design.config_values import Config
from model_codegen.design.training import Training
from model_codegen.emitters.body import Body
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.training.heads import Heads


@dataclass(frozen=True)
class Recipe:
    """A design with its training, named and ready to be written.

    Attributes:
        plan: The names of all else in the module.
        training: How it is trained.
        heads: The outputs.
        is_class: Whether the model is written as a class, of whose graph Keras knows nothing.
    """

    plan: Plan
    training: Training
    heads: Heads
    is_class: bool

    @property
    def body(self) -> Body:
        """The main graph."""
        return self.plan.program.main

    @property
    def custom(self) -> bool:
        """Whether the loop is written out."""
        return self.training.loop == "custom"

    @property
    def dataset(self) -> bool:
        """Whether the data come in batches, as a `tf.data.Dataset`; what changes them needs it."""
        data = self.training.data
        return data is not None and (data.pipeline == "tf.data" or bool(data.augment))

    @property
    def metrics(self) -> list[Config]:
        """The metrics of all outputs."""
        return [metric for head in self.training.heads.values() for metric in head.metrics]

    @property
    def validates(self) -> bool:
        """Whether any samples are kept to validate."""
        return self.training.validation_split > 0

    @property
    def weighted(self) -> bool:
        """Whether the training data have sample weights as a third part.

        The weights of classes are such, too, where several outputs learn: `fit` takes
        `class_weight` for a single one only, and never beside sample weights; and in a loop that
        is written out.
        """
        return self.validation_weighted or (self.heads.weighed and not self.class_weight)

    @property
    def validation_weighted(self) -> bool:
        """Whether the data say what each sample counts for, those to validate with as well."""
        data = self.training.data
        return data is not None and data.sample_weight is not None

    @property
    def class_weight(self) -> bool:
        """Whether `fit` is given the weights of classes; a loop that is written out never is."""
        single = len(self.heads.all) == 1 and self.training.loop == "fit"
        return self.heads.weighed and single and not self.validation_weighted
