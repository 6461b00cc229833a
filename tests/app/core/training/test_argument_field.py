"""How a form asks for the arguments of an optimizer, a loss and so on."""

from __future__ import annotations

from typing import Any

from app.core.training.argument_field import (
    ArgumentField,
    argument_fields,
    starter,
    variant_of,
)
from model_codegen.catalogue.entry import Entry
from model_codegen.catalogue.json_schema import (
    BOOLEAN,
    INTEGER,
    NUMBER,
    STRING,
    array,
    either,
    enum,
    instance,
    nullable,
    record,
    ref,
    titled,
)

DECAY = record(
    {"initial_learning_rate": {**NUMBER, "minimum": 0}, "steps": INTEGER, "staircase": BOOLEAN},
    ["initial_learning_rate", "steps"],
)
DEFINITIONS = {
    "schedule": either(titled(instance("keras.optimizers.schedules.Decay", DECAY), "Decay")),
    "learning_rate": either(
        titled({**NUMBER, "minimum": 0}, "number"), titled(ref("schedule"), "schedule")
    ),
}


def entry(highlights: tuple[str, ...] = (), **properties: Any) -> Entry:
    return Entry(
        path="keras.optimizers.Adam",
        name="Adam",
        kind="optimizer",
        category="optimizer",
        group="",
        auto_name="adam",
        summary="",
        schema=record(properties),
        ports=(),
        call_schema=record({}),
        highlights=highlights,
    )


def field(schema: Any) -> ArgumentField:
    (found,) = argument_fields(entry(value=schema), DEFINITIONS)
    return found


def test_every_kind_of_schema_has_a_field() -> None:
    kinds = {
        "flag": BOOLEAN,
        "choice": enum("sum", "mean", None),
        "number": nullable(NUMBER),
        "integer": INTEGER,
        "text": STRING,
        "numbers": array(INTEGER),
        "object": instance("keras.losses.Huber", record({"delta": NUMBER})),
        "either": ref("learning_rate"),
        "json": array(STRING),
    }
    assert {kind: field(schema).kind for kind, schema in kinds.items()} == {
        kind: kind for kind in kinds
    }
    assert field(nullable(NUMBER)).optional
    assert field(enum("sum", None)).optional
    assert field(enum("sum", None)).choices == ("sum",)


def test_bounds_defaults_and_help_come_along() -> None:
    found = field({**NUMBER, "minimum": 0, "default": 0.9, "description": "How much."})
    assert (found.minimum, found.default, found.help) == (0, 0.9, "How much.")


def test_a_learning_rate_is_a_number_or_a_schedule_with_fields_of_its_own() -> None:
    rate = field({**ref("learning_rate"), "default": 0.001})
    assert [one.title for one in rate.variants] == ["number", "Decay"]
    assert variant_of(rate, 0.5).kind == "number"
    schedule = {"class_name": "keras.optimizers.schedules.Decay", "config": {}}
    assert variant_of(rate, schedule).title == "Decay"
    assert starter(rate.variants[1]) == {
        "class_name": "keras.optimizers.schedules.Decay",
        "config": {"initial_learning_rate": 0.001, "steps": 1000},
    }


def test_what_is_asked_for_most_stands_first() -> None:
    found = argument_fields(entry(("momentum",), epsilon=NUMBER, momentum=NUMBER), {})
    assert [(one.name, one.advanced) for one in found] == [("momentum", False), ("epsilon", True)]


def test_schedules_within_schedules_end_somewhere() -> None:
    endless = {
        "loop": either(titled(NUMBER, "number"), instance("a.B", record({"x": ref("loop")})))
    }
    (found,) = argument_fields(entry(value=ref("loop")), endless)
    depth = 0
    while found.kind in ("either", "object"):
        found = found.variants[-1] if found.kind == "either" else found.fields[0]
        depth += 1
    assert (found.kind, depth < 10) == ("json", True)
