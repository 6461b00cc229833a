"""The statements of a graph in the function or method that builds it, folded or as they are."""

from __future__ import annotations

from collections.abc import Callable, Collection

from model_codegen.design.traversal import leaves
from model_codegen.emitters.folding.lowering import tensor_numbers
from model_codegen.emitters.folding.steps import Call, Step
from model_codegen.emitters.folding.text.folded_statements import Writer
from model_codegen.emitters.folding.wording.result_variables import Assignment
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.naming.tensor_variables import RUN, Variables, base_name, name_call


def write_graph_body(
    folded: Writer,
    names: Namespace,
    variables: Variables,
    standing: Collection[str],
    write: Callable[[str], None],
    untouched: Callable[[Step], bool],
) -> None:
    """Write the statements of a graph between its inputs and what is returned.

    Args:
        folded: Has written the functions.
        names: The names of the function.
        variables: Has the inputs already; the rest is added.
        standing: Operations that have a variable of their own, called like the layer.
        write: Writes a call by itself.
        untouched: Whether a statement is a call that is written by itself.
    """
    body, program = folded.body, folded.plan.program
    numbers = tensor_numbers(body)
    given = {numbers[ref]: text for ref, text in variables.tensors.items()}
    returned = [numbers[ref] for ref in leaves(body.outputs)]
    steps = folded.folding.steps

    def several(step: Step, run: bool) -> dict[int, str]:
        (node_id,) = step.nodes
        base = base_name(program, body, node_id, standing)
        name_call(program, body, names, variables, node_id, base, run=run)
        return {n: variables.tensors[ref] for ref, n in numbers.items() if ref.node == node_id}

    def wanted(step: Step, _: list[Step]) -> str:
        return base_name(program, body, step.nodes[-1], standing)

    made = Assignment(steps, returned, given, RUN, names, wanted, several).assign()
    variables.tensors.update(
        {ref: made.tensors[n] for ref, n in numbers.items() if n in made.tensors}
    )
    for step in steps:
        if isinstance(step.form, Call) and step.shape is not None:
            variables.targets[step.nodes[0]] = made.tensors[step.results[0]]

    def leave(step: Step) -> bool:
        if untouched(step):
            write(step.nodes[0])
            return True
        return False

    folded.write_steps(steps, made, {}, names, leave)
