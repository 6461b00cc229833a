"""What a worker makes of a file: a large model comes with its blocks in frames."""

from __future__ import annotations

from dataclasses import replace

from app.core.tasks.import_tasks import framed
from bench.designs import gpt3, residual_stack
from model_codegen.importers.import_result import ImportResult


def test_a_large_model_is_framed_and_a_small_one_is_not() -> None:
    large = framed(ImportResult(gpt3(blocks=24), ()))
    assert len(large.design.frames["main"]) == 24
    assert replace(large.design, frames={}) == gpt3(blocks=24)
    small = residual_stack(20)
    assert framed(ImportResult(small, ())).design is small
