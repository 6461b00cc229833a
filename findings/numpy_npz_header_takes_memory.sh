#!/bin/sh
# numpy.load takes as much memory as the header of an array says, however short the file.
#
# Guessed: An archive of a few hundred bytes whose array is cut off is refused at the cost of a few hundred bytes.
# Seen:    The array is allocated from its header before anything is read into it; that it is cut off is told afterwards.
#          So `allow_pickle=False` alone does not make an upload harmless: compare the header with the size of the entry first.
# With:    numpy 2.4.6, Python 3.11, Linux
# Output:
#   a file of 236 bytes, 200,000,000 bytes at the peak: ValueError
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'numpy==2.4.6'
cd "$folder"
cat >ask.py <<'PYTHON'
import io, pathlib, tracemalloc, zipfile
import numpy as np

header = io.BytesIO()
fields = {"shape": (25_000_000,), "fortran_order": False, "descr": "<f8"}
np.lib.format.write_array_header_1_0(header, fields)
with zipfile.ZipFile("data.npz", "w") as archive:
    archive.writestr("x.npy", header.getvalue())

tracemalloc.start()
try:
    np.load("data.npz", allow_pickle=False)["x"]
    said = "nothing"
except Exception as error:
    said = type(error).__name__
peak = tracemalloc.get_traced_memory()[1]
size = pathlib.Path("data.npz").stat().st_size
print(f"a file of {size} bytes, {round(peak, -8):,} bytes at the peak: {said}")
assert size < 1000 and peak >= 200_000_000 and said == "ValueError"
PYTHON
venv/bin/python ask.py
echo "as found"
