#!/bin/sh
# Print a Python that Layerloom runs on. $PYTHON, where set, is the only candidate.
set -eu

for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python}; do
    # The names may be pyenv shims that exist and cannot run, so ask the interpreter itself.
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
        if ! "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "$candidate has no venv module: install it (on Debian: apt-get install python3-venv) and try again." >&2
            exit 1
        fi
        command -v "$candidate"
        exit
    fi
done
echo "Layerloom needs Python 3.11, 3.12 or 3.13 and found none (looked for: ${PYTHON:-python3, python3.13, python3.12, python3.11, python}). Install one, or say where it is: make PYTHON=/path/to/python3.12 run" >&2
exit 1
