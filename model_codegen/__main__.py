"""The command line: `python -m model_codegen emit design.json --style subclass -o model.py`."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from model_codegen.diagnostics import MAIN
from model_codegen.errors import LayerloomError, NotExpressible

if TYPE_CHECKING:
    from model_codegen.graph import Design

LONGEST_SOURCE = 50_000_000
"""Most bytes of a file of Python that are read."""

Command = Callable[[argparse.Namespace], Iterable[str]]
"""Carries a command out and yields the text it prints on standard output."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments behind the program's name; those of the process if None.

    Returns:
        The exit status: 0, or 1 with one line for each problem on standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        arguments = _parser().parse_args(argv)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for text in arguments.command(arguments):
                sys.stdout.write(text)
        sys.stdout.flush()
    except _Problems as problems:
        return _fail(problems.lines)
    except NotExpressible as error:
        return _fail(diagnostic.message for diagnostic in error.diagnostics)
    except LayerloomError as error:
        return _fail(str(error).splitlines())
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would flush, and complain, once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail(["Interrupted."])
    except MemoryError:
        return _fail(["There was not enough memory for this."])
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        return _fail(
            [
                f"This is a fault of Layerloom: {type(error).__name__}: {error} "
                "(`python -X dev -m model_codegen …` shows where)."
            ]
        )
    return 0


class _Problems(Exception):  # noqa: N818 - several
    """What keeps a command from its end: one line each."""

    def __init__(self, *lines: str) -> None:
        self.lines = lines


class _Parser(argparse.ArgumentParser):
    """Reports wrong arguments like any other problem."""

    def error(self, message: str) -> NoReturn:
        raise _Problems(f"{message[:1].upper()}{message[1:]}; see `{self.prog} --help`.")


def _fail(lines: Iterable[str]) -> int:
    for line in lines:
        print(_one_line(line), file=sys.stderr)
    return 1


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="python -m model_codegen",
        description="Keras models from Layerloom design files: their source code, summary, "
        "picture and proof.",
        epilog="FILE is a design in JSON, or - for standard input. "
        "Exit status: 0, or 1 with one line for each problem on standard error.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: Command, help: str, *, design: bool = True) -> Any:
        added = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        added.set_defaults(command=run)
        if design:
            added.add_argument("file", metavar="FILE", help="design file, or - for standard input")
        return added

    emit = command("emit", _emit, "write the model's Python source")
    emit.add_argument(
        "--style",
        choices=["sequential", "functional", "subclass"],
        default="functional",
        help="which of Keras' three ways to write a model (default: functional)",
    )
    emit.add_argument(
        "--blocks",
        choices=["function", "layer"],
        default="function",
        help="write blocks as builder functions or as layer classes (default: function)",
    )
    emit.add_argument(
        "--fold", action="store_true", help="write what repeats as functions and loops"
    )
    emit.add_argument("-o", "--output", metavar="PY", help="file to write instead of printing")

    command("check", _check, "say what is wrong with a design, what could be better, and its size")

    summary = command("summary", _summary, "print Keras' summary, without building any weights")
    summary.add_argument("--expand-nested", action="store_true", help="list the layers of blocks")
    summary.add_argument("--show-trainable", action="store_true", help="say what training changes")
    summary.add_argument("--width", type=int, metavar="N", help="columns of the table")

    plot = command("plot", _plot, "draw the picture of keras.utils.plot_model")
    plot.add_argument(
        "-o",
        "--output",
        metavar="PICTURE",
        help="file ending in .svg, .png, .pdf or .dot (default: FILE with .svg)",
    )
    plot.add_argument("--no-shapes", action="store_true", help="leave shapes out")
    plot.add_argument("--show-dtype", action="store_true", help="show output dtypes")
    plot.add_argument("--show-activations", action="store_true", help="show activation functions")
    plot.add_argument("--show-trainable", action="store_true", help="show what training changes")
    plot.add_argument("--expand-nested", action="store_true", help="draw the layers of blocks")
    plot.add_argument(
        "--rankdir", choices=["TB", "LR", "BT", "RL"], default="TB", help="direction of the flow"
    )
    plot.add_argument("--dpi", type=int, default=200, metavar="N", help="resolution of a PNG")

    command("prove", _prove, "build every style with Keras and compare what they compute")

    imported = command(
        "import", _import, "turn a Keras model file, or Python source, into a design", design=False
    )
    imported.add_argument(
        "file",
        metavar="MODEL",
        help="a .keras or .h5 file, Keras' JSON, or a .py or .ipynb file, of which nothing is run",
    )
    imported.add_argument(
        "--model", metavar="NAME", help="of source that makes several models: which one"
    )
    imported.add_argument(
        "-o", "--output", metavar="JSON", help="file to write instead of printing"
    )

    gallery = command("gallery", _gallery, "list the ready designs, or print one", design=False)
    gallery.add_argument("name", nargs="?", metavar="NAME", help="a design of the list")
    gallery.add_argument("-o", "--output", metavar="JSON", help="file to write instead of printing")
    return parser


def _load(arguments: argparse.Namespace, *, keras: bool = True) -> Design:
    """Read the design; import Keras only once it is known to be one."""
    from model_codegen import serialization
    from model_codegen.quiet import import_keras

    if arguments.file == "-":
        design = serialization.loads(sys.stdin.buffer.read(serialization.MAX_BYTES + 1))
    else:
        design = serialization.load(arguments.file)
    if keras:
        import_keras()
    return design


def _written(text: str, output: str | None) -> Iterable[str]:
    from model_codegen import files

    if output is None or output == "-":
        yield text
    else:
        files.write(output, text)


def _emit(arguments: argparse.Namespace) -> Iterable[str]:
    from model_codegen.emitters import emit

    design = _load(arguments)
    code = emit(design, arguments.style, blocks=arguments.blocks, fold=arguments.fold)
    return _written(code.text, arguments.output)


def _check(arguments: argparse.Namespace) -> Iterable[str]:
    from model_codegen.analysis import analyse
    from model_codegen.build import size
    from model_codegen.traversal import leaves

    design = _load(arguments)
    analysis = analyse(design)
    for diagnostic in analysis.diagnostics:
        if diagnostic.severity != "error":
            yield f"{diagnostic.severity}: {_one_line(diagnostic.message)}\n"
    for word, refs in (
        ("input", [(node, 0) for node in leaves(design.main.inputs)]),
        ("output", [(ref.node, ref.index) for ref in leaves(analysis.graphs[MAIN].outputs)]),
    ):
        for node, index in refs:
            found = analysis.nodes[node].outputs if node in analysis.nodes else None
            if found and index < len(found):
                operation = design.main.operations[design.main.nodes[node].operation]
                name = getattr(operation, "name", node)
                yield f"{word}: {_one_line(name)} {found[index].shape} {found[index].dtype}\n"
    yield (
        f"{_one_line(design.name)}: {analysis.total_params:,} parameters"
        f"{' known so far' if analysis.errors else ''}, {analysis.trainable_params:,} trainable "
        f"and {analysis.non_trainable_params:,} not, {size(analysis.bytes)} of weights\n"
    )
    if analysis.errors:
        raise _Problems(*(f"error: {diagnostic.message}" for diagnostic in analysis.errors))


def _summary(arguments: argparse.Namespace) -> Iterable[str]:
    from model_codegen.render import summary

    yield summary(
        _load(arguments),
        expand_nested=arguments.expand_nested,
        show_trainable=arguments.show_trainable,
        line_length=arguments.width,
    )


def _plot(arguments: argparse.Namespace) -> Iterable[str]:
    from model_codegen.render import plot

    stem = "model" if arguments.file == "-" else Path(arguments.file).stem
    output = arguments.output or f"{stem}.svg"
    picture = plot(
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


def _prove(arguments: argparse.Namespace) -> Iterable[str]:
    from model_codegen.prove import prove

    report = prove(_load(arguments))
    for proof in report.styles:
        if not proof.expressible:
            yield f"{proof.style}: not possible\n"
            yield from (f"  {_one_line(reason.message)}\n" for reason in proof.reasons)
            continue
        shapes = ", ".join(f"{spec.shape} {spec.dtype}" for spec in proof.outputs)
        yield f"{proof.style}: {proof.params:,} parameters, output {shapes}\n"
    yield f"{report}\n"
    if not report.agrees:
        raise _Problems("The styles are not the same model; please report this design as a fault.")


def _import(arguments: argparse.Namespace) -> Iterable[str]:
    from model_codegen.quiet import import_keras
    from model_codegen.serialization import dumps

    import_keras()
    from model_codegen import files
    from model_codegen.importers import from_file, from_source

    if Path(arguments.file).suffix in (".py", ".ipynb"):
        text = files.read(arguments.file, LONGEST_SOURCE).decode("utf-8", "replace")
        result = from_source(text, arguments.model)
    elif arguments.model is not None:
        raise _Problems("--model chooses among the models of a .py or .ipynb file.")
    else:
        result = from_file(arguments.file)
    if len(result.models) > 1:
        named = ", ".join(result.models)
        print(_one_line(f"advice: This text has several models: {named}."), file=sys.stderr)
    for diagnostic in result.diagnostics:
        print(_one_line(f"{diagnostic.severity}: {diagnostic.message}"), file=sys.stderr)
    return _written(dumps(result.design), arguments.output)


def _gallery(arguments: argparse.Namespace) -> Iterable[str]:
    from model_codegen import gallery

    if arguments.name is not None:
        return _written(gallery.text(arguments.name), arguments.output)
    return [
        f"{entry.name:22}{entry.title}\n{'':22}{entry.summary}\n" for entry in gallery.entries()
    ]


if __name__ == "__main__":
    raise SystemExit(main())
