"""Decompositions and transforms, by the usual counts.

The counts are those of Golub and Van Loan, Matrix Computations (4th edition, tables of algorithms),
for real matrices; a transform of n is 5 · n · log₂ n, as the authors of FFTW count.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from model_codegen.costing.call import Call, Parts, Rule, Spec
from model_codegen.costing.work import Work, each


def _matrices(x: Spec) -> tuple[int, int, int]:
    rows, columns = (1, 1, *x.shape)[-2:]
    return math.prod(x.shape[:-2]), rows, columns


def matrix(op: str, count: Callable[[int, int], int], text: str) -> Rule:
    """The rule of something that is done to each matrix.

    Args:
        op: What it is called.
        count: Float operations for so many rows and columns.
        text: The same as a formula.
    """

    def rule(call: Call) -> Parts:
        number, rows, columns = _matrices(call.inputs[0])
        return Parts((Work(op, (("matrices", number), (text, count(rows, columns)))),))

    return rule


def solving(call: Call) -> Parts:
    """A decomposition, and two triangular systems for each right side."""
    number, size, _ = _matrices(call.inputs[0])
    sides = call.size // max(1, number * size)
    if call.path.endswith("solve_triangular"):
        one = sides * size**2
        return Parts((Work("MatrixTriangularSolve", (("matrices", number), ("n²·sides", one))),))
    one = 2 * size**3 // 3 + 2 * size**2 * sides
    return Parts((Work("MatrixSolve", (("matrices", number), ("2n³/3 + 2n²·sides", one))),))


def transform(call: Call) -> Parts:
    """`5 · n · log₂ n` for each row of n, along each axis that is transformed."""
    name = call.path.rpartition(".")[2]
    args = list(call.inputs) or [call.out]
    shape = args[0].shape if not name.startswith("i") else call.out.shape
    axes = 2 if name.endswith("2") else 1
    size, work = math.prod(shape), []
    for length in shape[-axes:]:
        steps = 5 * max(1, math.ceil(math.log2(max(2, length))))
        half = 2 if "rfft" in name else 1
        work.append(Work("FFT", (("elements", size // half), ("5·log₂ n", steps))))
    if name == "ifft2":  # The conjugate of what fft2 makes of the conjugate, divided by the size.
        work += [each("Neg", 2 * size), each("RealDiv", 2 * size)]
    return Parts(tuple(work))


def stft(call: Call) -> Parts:
    """A transform of each frame."""
    length = call.argument("fft_length", 3)
    length = length if isinstance(length, int) else 2 * (call.out.shape[-1] - 1)
    frames = call.size // max(1, call.out.shape[-1])
    steps = 5 * max(1, math.ceil(math.log2(max(2, length)))) // 2
    return Parts((Work("FFT", (("frames", frames), ("length", length), ("½·5·log₂", steps))),))


RULES: Mapping[str, Rule] = {
    "keras.ops.cholesky": matrix("Cholesky", lambda m, n: n**3 // 3, "n³/3"),
    "keras.ops.cholesky_inverse": matrix("CholeskyInverse", lambda m, n: 2 * n**3 // 3, "2n³/3"),
    "keras.ops.det": matrix("MatrixDeterminant", lambda m, n: 2 * n**3 // 3, "2n³/3"),
    "keras.ops.eig": matrix("Eig", lambda m, n: 25 * n**3, "25n³"),
    "keras.ops.eigh": matrix("SelfAdjointEig", lambda m, n: 9 * n**3, "9n³"),
    "keras.ops.fft": transform,
    "keras.ops.fft2": transform,
    "keras.ops.ifft2": transform,
    "keras.ops.inv": matrix("MatrixInverse", lambda m, n: 2 * n**3, "2n³"),
    "keras.ops.irfft": transform,
    "keras.ops.logdet": matrix("LogMatrixDeterminant", lambda m, n: 2 * n**3 // 3, "2n³/3"),
    "keras.ops.lstsq": matrix("MatrixSolveLs", lambda m, n: 2 * m * n**2, "2mn²"),
    "keras.ops.lu_factor": matrix("Lu", lambda m, n: 2 * n**3 // 3, "2n³/3"),
    "keras.ops.matrix_rank": matrix("Svd", lambda m, n: 4 * m * n**2 + 8 * n**3, "4mn² + 8n³"),
    "keras.ops.pinv": matrix("Svd", lambda m, n: 4 * m * n**2 + 22 * n**3, "4mn² + 22n³"),
    "keras.ops.qr": matrix("Qr", lambda m, n: 2 * m * n**2 - 2 * n**3 // 3, "2mn² − 2n³/3"),
    "keras.ops.rfft": transform,
    "keras.ops.slogdet": matrix("LogMatrixDeterminant", lambda m, n: 2 * n**3 // 3, "2n³/3"),
    "keras.ops.solve": solving,
    "keras.ops.solve_triangular": solving,
    "keras.ops.stft": stft,
    "keras.ops.svd": matrix("Svd", lambda m, n: 4 * m * n**2 + 22 * n**3, "4mn² + 22n³"),
}
