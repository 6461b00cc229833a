"""Our own training scripts are known by what they define."""

import ast

from model_codegen.importers.source.own_training import is_own_script

SCRIPT = """
def load_data(): pass
def compile_model(model): pass
def make_callbacks(): pass
def train(model): pass
"""


def test_a_script_is_known_by_its_functions() -> None:
    assert is_own_script(ast.parse(SCRIPT))
    assert not is_own_script(ast.parse("def train(model): pass"))
