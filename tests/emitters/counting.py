"""How often a design is analysed, and source formatted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pytest

from model_codegen.analysis import design_analysis
from model_codegen.emitters import source_text


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """Count analyses and runs of ruff, by what each of them calls once."""
    counts: Counter[str] = Counter()
    with pytest.MonkeyPatch.context() as patch:

        def count(what: str, module: ModuleType, name: str) -> None:
            function: Callable[..., Any] = getattr(module, name)

            def call(*args: Any, **kwargs: Any) -> Any:
                counts[what] += 1
                return function(*args, **kwargs)

            patch.setattr(module, name, call)

        count("analysed", design_analysis, "making_order")
        count("formatted", source_text, "_format")
        yield counts
