"""What a new custom layer begins with, and how it is known again."""

from __future__ import annotations

import pytest

from app.core.custom import template

FIRST = f"{template.IMPORT}\n\n{template.TEMPLATE}"


def test_its_entry_has_its_argument_and_its_tensor() -> None:
    sent = template.to_json()
    assert sent["entry"]["path"] == sent["name"] == template.NAME
    assert sent["entry"]["schema"]["properties"]["initial"]["default"] == 1.0
    assert [port["name"] for port in sent["entry"]["ports"]] == ["inputs"]


@pytest.mark.parametrize("before", ["", "import os\n\nclass A: pass\n", FIRST])
@pytest.mark.parametrize("imports", ["", template.IMPORT])
def test_an_added_template_is_known_under_any_name(before: str, imports: str) -> None:
    added = template.TEMPLATE.replace(template.NAME, "Other")
    assert template.is_addition(before, f"{before.rstrip()}\n\n\n{imports}\n\n{added}")


@pytest.mark.parametrize(
    "after",
    [
        FIRST,
        FIRST + "\nimport os\n",
        "import os\n" + FIRST + template.TEMPLATE,
        FIRST + template.TEMPLATE.replace("inputs *", "inputs /"),
        FIRST + template.TEMPLATE.replace('"scale"', '"gain"'),
    ],
)
def test_anything_else_is_none(after: str) -> None:
    assert not template.is_addition(FIRST, after)
