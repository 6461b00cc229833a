"""The global dtype policy where source makes layers: set, and put back.

Layers take the global policy as they are made. Set at the top of a module it would be gone after
`keras.utils.clear_session()`, and stay for whatever the importing program makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from model_codegen.emitters.literals import literal
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.source_text import Source

DEFAULT = "float32"
"""The policy that Keras has by itself, which no source sets."""


@contextmanager
def policy_scope(source: Source, policy: str, names: Namespace) -> Iterator[None]:
    """Let the statements that are written inside make their layers under a dtype policy.

    Args:
        source: Where to.
        policy: The design's.
        names: The names of the function that is written.
    """
    if policy == DEFAULT:
        yield
        return
    before = names.name("before")
    source.line("# Layers take the global dtype policy as they are made")
    source.line(f"{before} = keras.config.dtype_policy()")
    source.line(f"keras.config.set_dtype_policy({literal(policy)})")
    yield
    source.line(f"keras.config.set_dtype_policy({before})")
