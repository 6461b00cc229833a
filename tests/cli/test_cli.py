"""The command line: what it prints, and one line per problem instead of a traceback."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from model_codegen import blocks, gallery
from model_codegen.__main__ import main
from model_codegen.analysis import analyse
from model_codegen.design.fileformat.serialization import load, save
from model_codegen.design.training import Head, Training
from model_codegen.emitters import emit, emit_notebook
from model_codegen.render import dot, summary
from tests.custom import SAMPLED, sampler
from tests.drafting import block, design, graph, inp, layer
from tests.render.designs import chain

pytestmark = pytest.mark.keras

ROOT = Path(__file__).parents[2]
COMMANDS = ("emit", "check", "summary", "plot", "prove")


@pytest.fixture
def siamese(tmp_path: Path) -> str:
    """A gallery entry as a file."""
    path = tmp_path / "siamese.json"
    path.write_text(gallery.text("siamese_copied"), encoding="utf-8")
    return str(path)


@pytest.fixture
def broken(tmp_path: Path) -> str:
    """A design whose two Dense layers cannot be made."""
    path = tmp_path / "broken.json"
    save(chain("first", "second", units=-3), path)
    return str(path)


def outcome(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, list[str]]:
    """Exit status, standard output and the lines of standard error."""
    status = main(argv)
    captured = capsys.readouterr()
    return status, captured.out, captured.err.splitlines()


def test_two_designs_are_compared(
    siamese: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.json"
    other.write_text(gallery.text("siamese_comparator"), encoding="utf-8")
    status, out, problems = outcome(capsys, "compare", siamese, str(other))
    assert (status, problems) == (0, [])
    assert "parameters: 434,945 → 217,537 (-217,408)" in out
    status, out, _ = outcome(capsys, "compare", siamese, siamese)
    assert (status, out) == (0, "Both mean the same model.\n")
    status, out, problems = outcome(capsys, "compare", siamese, str(tmp_path / "none.json"))
    assert (status, out, len(problems)) == (1, "", 1)


def test_check_tells_what_does_not_fit_in_a_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = gallery.load("mlp")
    head = Head({"class_name": "keras.losses.Nope", "config": {}})
    path = tmp_path / "trained.json"
    save(replace(drawn, training=Training(heads={"dense_2": head})), path)
    status, out, problems = outcome(capsys, "check", str(path))
    assert status == 1
    assert "218,058 parameters, 218,058 trainable" in out
    assert problems == [
        "error: Loss of `dense_2`: There is no `keras.losses.Nope` in Keras' public layers, ops "
        "and objects"
    ]


def test_cost_lists_calls_and_totals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "design.json"
    save(design({"ids": (inp(None),), "net": (layer("Dense", units=3), "ids")}, "ids"), path)
    status, _, problems = outcome(capsys, "cost", str(path))
    assert (status, len(problems)) == (1, 1)
    save(design({"ids": (inp(None, 4),), "net": (layer("Dense", units=3), "ids")}, "ids"), path)
    status, out, problems = outcome(capsys, "cost", str(path))
    assert (status, problems) == (
        1,
        ["`ids` is of unknown size: say how large it is. The option is --dim ids=…"],
    )
    argv = ("cost", str(path), "--batch", "2", "--dim", "ids=5")
    status, out, problems = outcome(capsys, *argv, "--sort", "flops", "--top", "1", "--growth")
    assert (status, problems) == (0, [])
    assert out.splitlines()[1].split() == [
        "net",
        "Dense",
        "2×5×3",
        "270",
        "100.0",
        "%",
        "15",
        "120",
        "B",
    ]
    assert "batch 2, ids 5, float32" in out
    assert "float operations are linear in ids: 54·n" in out
    status, _, problems = outcome(capsys, "cost", str(path), "--dim", "ids")
    assert (status, problems) == (1, ["--dim takes NAME=SIZE, such as tokens=128, got 'ids'."])


def run(*argv: str, **options: object) -> subprocess.Popen[bytes]:
    """Start the program as a user does."""
    return subprocess.Popen(
        [sys.executable, "-m", "model_codegen", *argv],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,  # type: ignore[call-overload]
    )


@pytest.mark.parametrize("style", ["functional", "subclass"])
@pytest.mark.parametrize("blocks", ["function", "layer"])
def test_emit_prints_the_source(
    style: str, blocks: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "design.json"
    design = gallery.load("residual_blocks")
    save(design, path)
    expected = emit(design, style, blocks=blocks).text  # type: ignore[arg-type]
    argv = ("emit", str(path), "--style", style, "--blocks", blocks)
    assert outcome(capsys, *argv) == (0, expected, [])
    written = tmp_path / "model.py"
    assert outcome(capsys, *argv, "-o", str(written)) == (0, "", [])
    assert written.read_text("utf-8") == expected


def test_emit_folds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "design.json"
    design = gallery.load("batch_norm_stack")
    save(design, path)
    folded = emit(design, "functional", fold=True).text
    assert folded != emit(design, "functional").text
    assert outcome(capsys, "emit", str(path), "--fold") == (0, folded, [])


def test_emit_writes_a_script_that_trains_or_a_notebook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "design.json"
    design = gallery.load("mlp")
    save(design, path)
    script = emit(design, "functional", with_training=True).text
    assert outcome(capsys, "emit", str(path), "--with-training") == (0, script, [])
    notebook = emit_notebook(design, "functional")
    assert outcome(capsys, "emit", str(path), "--notebook") == (0, notebook, [])


def test_emit_tells_every_reason_against_a_style(
    siamese: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, problems = outcome(capsys, "emit", siamese, "--style", "sequential")
    reasons = analyse(gallery.load("siamese_copied")).chain_reasons
    assert (status, out) == (1, "")
    assert problems == [reason.message for reason in reasons]
    assert len(problems) >= 2


def test_check_tells_advice_and_size(siamese: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, problems = outcome(capsys, "check", siamese)
    assert (status, problems) == (0, [])
    lines = out.splitlines()
    assert any(line.startswith("advice: ") and "217,537" in line for line in lines)
    assert lines[-4:] == [
        "input: left (None, 784) float32",
        "input: right (None, 784) float32",
        "output: same_digit (None, 1) float32",
        "siamese_copied: 434,945 parameters, 434,945 trainable and 0 not, 1.66 MB of weights",
    ]


def test_check_names_an_output_that_is_the_designs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = graph({"a": (inp(4),), "c": ("shared", "a")}, "a")
    calls = {"x": (inp(4),), "b": (block("m"), "x"), "out": ("shared", "b")}
    dense = layer("Dense", units=4)
    save(design(calls, models={"m": inner}, operations={"shared": dense}), tmp_path / "d.json")
    status, out, problems = outcome(capsys, "check", str(tmp_path / "d.json"))
    assert (status, problems) == (0, [])
    assert "output: shared (None, 4) float32" in out
    assert "20 parameters" in out


def test_check_fails_on_errors_and_still_tells_what_is_known(
    broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, problems = outcome(capsys, "check", broken)
    assert status == 1
    assert "input: features (None, 4) float32" in out
    assert "0 parameters known so far" in out
    assert problems
    assert all(line.startswith("error: ") for line in problems)
    assert any("units" in line and "-3" in line for line in problems)


@pytest.mark.parametrize("command", ["emit", "summary", "plot", "prove"])
def test_a_design_with_errors_fails_with_its_errors(
    command: str, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = [diagnostic.message for diagnostic in analyse(load(broken)).errors]
    assert outcome(capsys, command, broken) == (1, "", expected)


def test_summary_is_keras_own(siamese: str, capsys: pytest.CaptureFixture[str]) -> None:
    design = gallery.load("siamese_copied")
    assert outcome(capsys, "summary", siamese) == (0, summary(design), [])
    argv = ("summary", siamese, "--width", "140", "--expand-nested", "--show-trainable")
    expected = summary(design, line_length=140, expand_nested=True, show_trainable=True)
    assert outcome(capsys, *argv) == (0, expected, [])


def test_plot_writes_beside_where_it_is_called(
    siamese: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    argv = ("plot", siamese, "--no-shapes", "--rankdir", "LR", "-o", "picture.dot")
    assert outcome(capsys, *argv) == (0, "Wrote picture.dot.\n", [])
    expected = dot(gallery.load("siamese_copied"), show_shapes=False, rankdir="LR")
    assert Path("picture.dot").read_text("utf-8") == expected


def test_prove_compares_the_styles(siamese: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, problems = outcome(capsys, "prove", siamese)
    assert (status, problems) == (0, [])
    assert "functional: 434,945 parameters" in out
    assert "subclass: 434,945 parameters" in out
    assert "sequential: not possible\n  Sequential is a chain" in out
    assert re.search(r"^Functional = Subclass, largest difference 0\.0 over \d", out, re.MULTILINE)
    assert re.search(
        r"^The loss, \d+ gradients? and \d+ weights? after one step", out, re.MULTILINE
    )


def test_prove_runs_code_of_a_design_only_where_it_is_trusted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.json"
    save(sampler(SAMPLED), file)
    assert main(["prove", str(file)]) == 1
    assert "--trust-code" in capsys.readouterr().err
    assert main(["prove", str(file), "--trust-code"]) == 0
    assert "Functional = Subclass" in capsys.readouterr().out


def test_blocks_are_listed_with_their_papers_and_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, problems = outcome(capsys, "blocks")
    assert (status, problems) == (0, [])
    assert [line.split()[0] for line in out.splitlines()[::3]] == [*blocks.names()]
    assert out.count("https://") == len(blocks.names())
    assert outcome(capsys, "blocks", "mlp") == (0, blocks.text("mlp"), [])


def test_gallery_lists_and_prints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, problems = outcome(capsys, "gallery")
    assert (status, problems) == (0, [])
    assert [line.split()[0] for line in out.splitlines()[::2]] == [*gallery.names()]
    assert outcome(capsys, "gallery", "mlp") == (0, gallery.text("mlp"), [])
    assert outcome(capsys, "gallery", "mlp", "-o", str(tmp_path / "m.json")) == (0, "", [])
    assert load(tmp_path / "m.json") == gallery.load("mlp")


def test_a_design_may_come_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = io.TextIOWrapper(io.BytesIO(gallery.text("mlp").encode()))
    monkeypatch.setattr(sys, "stdin", given)
    status, out, problems = outcome(capsys, "check", "-")
    assert (status, problems) == (0, [])
    assert "218,058 parameters" in out


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_design_is_told_in_one_line(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {
        "empty.json": b"",
        "truncated.json": gallery.text("mlp").encode()[:200],
        "foreign.json": json.dumps({"a": 1}).encode(),
        "weights.h5": b"\x89HDF\r\n\x1a\n",
        "picture.png": b"\x89PNG\r\n\x1a\n\xff",
        "deep.json": b"[" * 100_000,
    }
    for name, content in texts.items():
        (tmp_path / name).write_bytes(content)
    for name in (*texts, "missing.json", ".", "a\nb.json"):
        status, out, problems = outcome(capsys, command, str(tmp_path / name))
        assert (status, out, len(problems)) == (1, "", 1), name
        assert problems[0].endswith(".")


def test_a_file_that_cannot_be_written_is_told(
    siamese: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "none" / "model.py")
    status, out, problems = outcome(capsys, "emit", siamese, "-o", target)
    assert (status, out) == (1, "")
    assert problems == [f"Cannot write {target}: there is no such file or folder."]


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("frobnicate",),
        ("emit",),
        ("emit", "x.json", "--style", "baroque"),
        ("emit", "x.json", "--nonsense"),
        ("plot", "x.json", "--dpi", "many"),
        ("gallery", "nonesuch"),
    ],
)
def test_wrong_arguments_are_told_in_one_line(
    argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, problems = outcome(capsys, *argv)
    assert (status, out, len(problems)) == (1, "", 1)
    assert problems[0].endswith(".")


def test_a_style_that_does_not_exist_is_answered_with_those_that_do(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, _, (problem,) = outcome(capsys, "emit", "x.json", "--style", "baroque")
    assert problem.startswith("Argument --style: invalid choice: 'baroque' (choose from ")
    assert [name in problem for name in ("sequential", "functional", "subclass")] == [True] * 3
    with pytest.raises(SystemExit):
        main(("emit", "--help"))
    assert "sequential, functional, subclass" in " ".join(capsys.readouterr().out.split())


def test_a_command_that_is_about_no_style_does_not_import_them() -> None:
    program = (
        "import sys; from model_codegen.cli.main import main; main(['gallery'])\n"
        "assert 'model_codegen.emitters' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True)


@pytest.mark.parametrize("argv", [("--help",), *((command, "--help") for command in COMMANDS)])
def test_help_is_no_problem(argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(argv)
    assert caught.value.code == 0
    assert capsys.readouterr().out.startswith("usage: python -m model_codegen")


def test_the_gallery_is_listed_without_keras() -> None:
    program = (
        "import sys; from model_codegen.__main__ import main; main(['gallery']); "
        "main(['check', 'missing.json']); "
        "assert not {'keras', 'tensorflow', 'pydot'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_a_reader_who_has_seen_enough_is_no_problem() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "model_codegen", "gallery"],
        cwd=ROOT,
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interruption_is_told_in_one_line(tmp_path: Path) -> None:
    fifo = tmp_path / "never.json"
    os.mkfifo(fifo)
    # A runner that starts the tests in the background has them ignore the signal.
    heed = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    started = run("check", str(fifo), preexec_fn=heed)
    # Opening for writing waits until the program reads; it then waits for what is never written.
    with fifo.open("wb"):
        started.send_signal(signal.SIGINT)
        out, err = started.communicate()
    assert (started.returncode, out, err) == (1, b"", b"Interrupted.\n")


def test_output_is_utf8_whatever_the_locale_says_and_tensorflow_is_silent(siamese: str) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = run("summary", siamese, env=environment)
    out, err = done.communicate()
    assert (done.returncode, err) == (0, b"")
    assert "┃ Layer (type)" in out.decode("utf-8")
    assert "434,945" in out.decode("utf-8")
