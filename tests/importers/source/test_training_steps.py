"""The log of what a text does to train."""

from model_codegen.importers.source.training_steps import MOST_STEPS, TrainingLog, TrainingStep
from model_codegen.importers.source.values import LayerMade, Model


def layer(name: str) -> LayerMade:
    return LayerMade("keras.layers.Dense", name, automatic=False, config={}, policy="float32")


def test_what_one_loop_sets_is_one_step_that_can_be_taken_back() -> None:
    log, layers = TrainingLog(), [layer("a"), layer("b")]
    for each in (*layers, layers[0]):
        log.changes(each)
        each.trainable = False
    (step,) = log.steps
    assert [flags.trainable for flags in step.before] == [True, True]
    for flags in step.before:
        flags.restore()
    assert all(each.trainable for each in layers)


def test_layers_of_an_application_are_taken_back_one_by_one() -> None:
    log, base = TrainingLog(), layer("base")
    base.frozen = [False, True]
    log.changes(base)
    base.frozen, base.trainable = None, False
    log.steps[0].before[0].restore()
    assert (base.frozen, base.trainable) == ([False, True], True)


def test_what_is_set_after_a_model_was_compiled_is_another_step() -> None:
    log, each, model = TrainingLog(), layer("a"), Model("functional", "m", automatic=True)
    log.changes(each)
    log.add(TrainingStep("compile", model))
    log.changes(each)
    assert [step.kind for step in log.steps] == ["trainable", "compile", "trainable"]


def test_no_text_makes_it_too_long() -> None:
    log = TrainingLog()
    for _ in range(MOST_STEPS + 5):
        log.add(TrainingStep("fit"))
    assert len(log.steps) == MOST_STEPS
