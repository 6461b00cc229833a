"""What somebody calls something."""

from __future__ import annotations

import pytest

from app.core.one_line import one_line
from model_codegen.design.errors import DesignError


def test_a_name_is_one_line_and_never_cut_off() -> None:
    assert one_line(" a\0 \n b ", 3, "A name") == "a b"
    with pytest.raises(DesignError, match=r"A name has at most 3 characters; this one has 1,000\."):
        one_line("x" * 1000, 3, "A name")
