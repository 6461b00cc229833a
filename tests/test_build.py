"""`build` runs the source, and says in a sentence why it could not."""

from __future__ import annotations

import pytest

from model_codegen.build import run
from model_codegen.errors import BuildError


def test_a_model_too_deep_for_recursion_is_told_with_the_limit() -> None:
    with pytest.raises(BuildError, match=r"too deep to be built: .* allows [\d,]+ steps"):
        run("def build_model():\n    return build_model()\n")
