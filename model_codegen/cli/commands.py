"""What each command does: yields the text it prints on standard output."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from model_codegen.cli.running import Problems, one_line
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.shared_operations import operation_of

if TYPE_CHECKING:
    from model_codegen.design.graph import Design

LONGEST_SOURCE = 50_000_000
"""Most bytes of a file of Python that are read."""


def _load(arguments: argparse.Namespace, *, keras: bool = True) -> Design:
    """Read the design; import Keras only once it is known to be one."""
    from model_codegen.design.fileformat import serialization
    from model_codegen.keras_bridge.keras_import import import_keras

    if arguments.file == "-":
        design = serialization.loads(sys.stdin.buffer.read(serialization.MAX_BYTES + 1))
    else:
        design = serialization.load(arguments.file)
    if keras:
        import_keras()
    return design


def _written(text: str, output: str | None) -> Iterable[str]:
    from model_codegen.design.fileformat import files

    if output is None or output == "-":
        yield text
    else:
        files.write(output, text)


def emit(arguments: argparse.Namespace) -> Iterable[str]:
    """The Python source of a design."""
    from model_codegen import emitters

    design = _load(arguments)
    style, blocks, fold = arguments.style, arguments.blocks, arguments.fold
    if arguments.notebook:
        text = emitters.emit_notebook(design, style, blocks=blocks, fold=fold)
    else:
        training = arguments.with_training
        code = emitters.emit(design, style, blocks=blocks, fold=fold, with_training=training)
        text = code.text
    return _written(text, arguments.output)


def check(arguments: argparse.Namespace) -> Iterable[str]:
    """Findings, inputs, outputs and size of a design."""
    from model_codegen.analysis import analyse
    from model_codegen.costing.precision_advice import advised
    from model_codegen.design.traversal import leaves
    from model_codegen.execution.build import size

    design = _load(arguments)
    analysis = advised(design, analyse(design))
    for diagnostic in analysis.diagnostics:
        if diagnostic.severity != "error":
            yield f"{diagnostic.severity}: {one_line(diagnostic.message)}\n"
    for word, refs in (
        ("input", [(node, 0) for node in leaves(design.main.inputs)]),
        ("output", [(ref.node, ref.index) for ref in leaves(analysis.graphs[MAIN].outputs)]),
    ):
        for node, index in refs:
            found = analysis.nodes[node].outputs if node in analysis.nodes else None
            if found and index < len(found):
                called = design.main.nodes[node].operation
                operation = operation_of(design, design.main, called)
                name = getattr(operation, "name", node)
                yield f"{word}: {one_line(name)} {found[index].shape} {found[index].dtype}\n"
    yield (
        f"{one_line(design.name)}: {analysis.total_params:,} parameters"
        f"{' known so far' if analysis.errors else ''}, {analysis.trainable_params:,} trainable "
        f"and {analysis.non_trainable_params:,} not, {size(analysis.bytes)} of weights\n"
    )
    if errors := (*analysis.errors, *analysis.training_errors):
        raise Problems(*(f"error: {diagnostic.message}" for diagnostic in errors))


def compare(arguments: argparse.Namespace) -> Iterable[str]:
    """What two designs do not have in common."""
    from model_codegen.comparison import comparing
    from model_codegen.design.fileformat import serialization

    before = _load(arguments, keras=False)
    after = serialization.load(arguments.other)
    yield f"{comparing.compare(before, after, batch=arguments.batch)}\n"


def summary(arguments: argparse.Namespace) -> Iterable[str]:
    """Keras' summary."""
    from model_codegen import render

    yield render.summary(
        _load(arguments),
        expand_nested=arguments.expand_nested,
        show_trainable=arguments.show_trainable,
        line_length=arguments.width,
    )


def cost(arguments: argparse.Namespace) -> Iterable[str]:
    """What a design costs to run and to train."""
    from model_codegen.costing import cost as counted
    from model_codegen.costing.cost_table import lines

    dims: dict[str, int] = {}
    for text in arguments.dim:
        name, _, size = text.rpartition("=")
        if not name or not size.isdecimal():
            raise Problems(f"--dim takes NAME=SIZE, such as tokens=128, got {text!r:.40}.")
        dims[name] = int(size)
    design = _load(arguments)
    found = counted(
        design,
        arguments.batch,
        dims,
        training=arguments.training,
        optimizer=arguments.optimizer,
        policy=arguments.policy,
        partial=True,
    )
    names = {
        key: str(getattr(operation_of(design, design.main, node.operation), "name", key))
        for key, node in design.main.nodes.items()
    }
    for line in lines(found, names, arguments.sort, arguments.top):
        yield f"{one_line(line) if line.startswith('…') else line}\n"
    if arguments.growth and found.whole:
        yield "\n"
        for name in ("batch", *found.dims):
            grown = found.growth(name)
            formula = f": {grown.flops.formula}" if grown.flops.formula else ""
            yield f"float operations are {grown.flops}{formula}\n"
            yield f"memory of tensors is {grown.activation_bytes}\n"
    if found.problems:
        first, *others = found.problems
        if found.lacking:
            first += f" The option is {' '.join(f'--dim {name}=…' for name in found.lacking)}"
        raise Problems(first, *others)


def plot(arguments: argparse.Namespace) -> Iterable[str]:
    """Keras' picture, written to a file."""
    from model_codegen import render

    stem = "model" if arguments.file == "-" else Path(arguments.file).stem
    output = arguments.output or f"{stem}.svg"
    picture = render.plot(
        _load(arguments),
        output,
        show_shapes=not arguments.no_shapes,
        show_dtype=arguments.show_dtype,
        show_layer_activations=arguments.show_activations,
        show_trainable=arguments.show_trainable,
        expand_nested=arguments.expand_nested,
        rankdir=arguments.rankdir,
        dpi=arguments.dpi,
    )
    yield f"Wrote {output}. {picture.note}".strip() + "\n"


def prove(arguments: argparse.Namespace) -> Iterable[str]:
    """Every style built and compared."""
    from model_codegen.verify import prove as proving

    report = proving.prove(_load(arguments), trust_code=arguments.trust_code)
    for proof in report.styles:
        if not proof.expressible:
            yield f"{proof.style}: not possible\n"
            yield from (f"  {one_line(reason.message)}\n" for reason in proof.reasons)
            continue
        shapes = ", ".join(f"{spec.shape} {spec.dtype}" for spec in proof.outputs)
        yield f"{proof.style}: {proof.params:,} parameters, output {shapes}\n"
    yield f"{report}\n"
    yield f"{one_line(report.training)}\n"
    if not report.agrees:
        raise Problems("The styles are not the same model; please report this design as a fault.")


def import_model(arguments: argparse.Namespace) -> Iterable[str]:
    """A model file or Python source as a design."""
    from model_codegen.design.fileformat.serialization import dumps
    from model_codegen.keras_bridge.keras_import import import_keras

    import_keras()
    from model_codegen.design.fileformat import files
    from model_codegen.importers import from_file, from_source

    if Path(arguments.file).suffix in (".py", ".ipynb"):
        text = files.read(arguments.file, LONGEST_SOURCE).decode("utf-8", "replace")
        result = from_source(text, arguments.model)
    elif arguments.model is not None:
        raise Problems("--model chooses among the models of a .py or .ipynb file.")
    else:
        result = from_file(arguments.file)
    if len(result.models) > 1:
        named = ", ".join(result.models)
        print(one_line(f"advice: This text has several models: {named}."), file=sys.stderr)
    for diagnostic in result.diagnostics:
        print(one_line(f"{diagnostic.severity}: {diagnostic.message}"), file=sys.stderr)
    return _written(dumps(result.design), arguments.output)


def gallery(arguments: argparse.Namespace) -> Iterable[str]:
    """The list of ready designs, or one of them."""
    from model_codegen import gallery as designs

    if arguments.name is not None:
        return _written(designs.text(arguments.name), arguments.output)
    return [
        f"{entry.name:22}{entry.title}\n{'':22}{entry.summary}\n" for entry in designs.entries()
    ]


def blocks(arguments: argparse.Namespace) -> Iterable[str]:
    """The list of ready blocks, or a design that uses one of them."""
    from model_codegen import blocks as ready

    if arguments.name is not None:
        return _written(ready.text(arguments.name), arguments.output)
    indent = " " * 30
    return [
        f"{entry.name:30}{entry.title}\n"
        f"{indent}{entry.summary}\n"
        f"{indent}{entry.paper}, {entry.link}\n"
        for entry in ready.entries()
    ]
