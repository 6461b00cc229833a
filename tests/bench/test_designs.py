"""What is measured is drawn by every build that it is measured on."""

from __future__ import annotations

import json

from bench import designs
from model_codegen.design.fileformat.serialization import loads


def test_a_written_design_is_of_the_version_that_the_earlier_build_reads_and_the_same() -> None:
    design = designs.stack_with_head(10)
    text = designs.written(design)
    assert json.loads(text)["schema_version"] == 1
    assert loads(text) == design
