"""The code that a design takes from its text."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

from model_codegen.importers.source.kept_code import KeptCode
from model_codegen.importers.source.result.design_code import with_code
from tests.custom import CELL, SAMPLING, sampler
from tests.drafting import design, inp

pytestmark = pytest.mark.keras

TEXT = f"{SAMPLING}\n\n{CELL}"


def test_it_has_what_its_layers_need() -> None:
    found = with_code(replace(sampler(), code=""), KeptCode(TEXT, ast.parse(TEXT)))
    assert found.code == SAMPLING


def test_a_design_without_such_layers_has_none() -> None:
    plain = design({"x": (inp(2),)})
    assert with_code(plain, KeptCode(TEXT, ast.parse(TEXT))) is plain
