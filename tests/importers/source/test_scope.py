"""Variables, and where to look for others."""

from __future__ import annotations

from model_codegen.importers.source.scope import MISSING, Scope


def test_a_name_is_looked_for_from_the_inside_out() -> None:
    module = Scope(values={"a": 1, "b": 2})
    inner = Scope(module, {"a": 3})
    assert (inner.find("a"), inner.find("b"), inner.find("c")) == (3, 2, MISSING)
    assert inner.module() is module


def test_functions_do_not_look_into_the_class_around_them() -> None:
    body = Scope(Scope(), {"a": 1}, is_class=True)
    assert body.find("a") == 1
    assert Scope(body).find("a") is MISSING


def test_a_global_is_set_in_the_module() -> None:
    module = Scope()
    inner = Scope(module)
    inner.elsewhere["a"] = module
    inner.bind("a", 1)
    assert (module.values, inner.values) == ({"a": 1}, {})


def test_a_nonlocal_is_held_by_the_function_around() -> None:
    module = Scope(values={"a": 0})
    outer = Scope(module, {"a": 1})
    inner = Scope(Scope(outer, is_class=True))
    assert inner.holder("a") is outer
    assert outer.holder("a") is None
