"""The command line: `python -m model_codegen emit design.json --style subclass -o model.py`."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from model_codegen.cli import commands
from model_codegen.cli.running import Command, Parser, run


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments behind the program's name; those of the process if None.

    Returns:
        The exit status: 0, or 1 with one line for each problem on standard error.
    """
    return run(_parser(), argv)


class _StyleNames(Iterable[str]):
    """The names of the styles, imported only by a command line that is about one: it takes time."""

    def __iter__(self) -> Iterator[str]:
        from model_codegen.emitters.styles import STYLES

        return iter(STYLES)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="python -m model_codegen",
        description="Keras models from Layerloom design files: their source code, summary, "
        "picture and proof.",
        epilog="FILE is a design in JSON, or - for standard input. "
        "Exit status: 0, or 1 with one line for each problem on standard error.",
    )
    added_to = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, made: Command, help: str, *, design: bool = True) -> Any:
        added = added_to.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        added.set_defaults(command=made)
        if design:
            added.add_argument("file", metavar="FILE", help="design file, or - for standard input")
        return added

    emit = command("emit", commands.emit, "write the model's Python source")
    emit.add_argument(
        "--style",
        choices=_StyleNames(),
        metavar="STYLE",
        default="functional",
        help="which of Keras' ways to write a model: %(choices)s (default: functional)",
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
    emit.add_argument(
        "--with-training",
        action="store_true",
        help="write a script that trains the model as the design says",
    )
    emit.add_argument(
        "--notebook", action="store_true", help="write that script as a Jupyter notebook"
    )
    emit.add_argument("-o", "--output", metavar="FILE", help="file to write instead of printing")

    compare = command(
        "compare", commands.compare, "say what two designs do not have in common, and what it costs"
    )
    compare.add_argument(
        "--batch",
        type=int,
        default=32,
        metavar="N",
        help="samples that costs are for (default: 32)",
    )
    compare.add_argument("other", metavar="OTHER", help="the design that it is compared with")

    command(
        "check",
        commands.check,
        "say what is wrong with a design, what could be better, and its size",
    )

    summary = command(
        "summary", commands.summary, "print Keras' summary, without building any weights"
    )
    summary.add_argument("--expand-nested", action="store_true", help="list the layers of blocks")
    summary.add_argument("--show-trainable", action="store_true", help="say what training changes")
    summary.add_argument("--width", type=int, metavar="N", help="columns of the table")

    cost = command(
        "cost", commands.cost, "count float operations and memory of each call and of the model"
    )
    cost.add_argument(
        "--batch", type=int, default=32, metavar="N", help="samples in a batch (default: 32)"
    )
    cost.add_argument(
        "--dim",
        action="append",
        default=[],
        metavar="NAME=SIZE",
        help="size of a dimension that an input leaves open, such as tokens=128; once for each",
    )
    cost.add_argument("--policy", metavar="POLICY", help="dtype policy instead of the design's")
    cost.add_argument(
        "--training", action="store_true", help="count a forward pass of training, not of use"
    )
    cost.add_argument(
        "--optimizer", default="adam", metavar="NAME", help="whose memory counts (default: adam)"
    )
    cost.add_argument(
        "--sort",
        choices=["graph", "flops", "params", "memory"],
        default="graph",
        help="list the calls as they run, or the dearest first",
    )
    cost.add_argument("--top", type=int, metavar="N", help="list so many calls only")
    cost.add_argument(
        "--growth", action="store_true", help="say how costs grow with the batch and other sizes"
    )

    plot = command("plot", commands.plot, "draw the picture of keras.utils.plot_model")
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

    prove = command(
        "prove", commands.prove, "build every style with Keras and compare what they compute"
    )
    prove.add_argument(
        "--trust-code",
        action="store_true",
        help="run Python code that the design itself holds; read it before",
    )

    imported = command(
        "import",
        commands.import_model,
        "turn a Keras model file, or Python source, into a design",
        design=False,
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

    gallery = command(
        "gallery", commands.gallery, "list the ready designs, or print one", design=False
    )
    gallery.add_argument("name", nargs="?", metavar="NAME", help="a design of the list")
    gallery.add_argument("-o", "--output", metavar="JSON", help="file to write instead of printing")

    blocks = command(
        "blocks",
        commands.blocks,
        "list the ready blocks with their papers, or print one",
        design=False,
    )
    blocks.add_argument("name", nargs="?", metavar="NAME", help="a block of the list")
    blocks.add_argument("-o", "--output", metavar="JSON", help="file to write instead of printing")
    return parser
