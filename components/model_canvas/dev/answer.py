"""What the development page asks of Python: a line of JSON in, a line of JSON out.

`null` asks for the catalogue, a design for its analysis.
"""

from __future__ import annotations

import json
import sys

from model_codegen import analysis, catalogue
from model_codegen.design.fileformat import serialization


def main() -> None:
    """Answer until standard input ends."""
    for line in sys.stdin:
        value = json.loads(line)
        if value is None:
            answer = catalogue.load().to_json()
        else:
            answer = analysis.to_json(analysis.analyse(serialization.from_json(value)))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
