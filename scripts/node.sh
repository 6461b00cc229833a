#!/bin/sh
# Install the browser side's packages, with Node from PyPI where the machine's is missing or too old.
# Usage: node.sh PYTHON
set -eu

python=$1
bin=$(cd "$(dirname "$python")" && pwd)
new_enough='const [major, minor] = process.versions.node.split(".").map(Number);
process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)'

if ! node -e "$new_enough" 2>/dev/null || ! npm --version >/dev/null 2>&1; then
    echo "Installing Node from PyPI (this machine has none, or one too old)"
    "$python" -m pip install --quiet --disable-pip-version-check --requirement requirements-node.txt
    PATH="$bin:$PATH"
    if ! node -e "$new_enough"; then
        echo "PyPI has no Node for this machine: install Node 20.19 or newer and try again." >&2
        exit 1
    fi
fi
echo "Installing the browser side's packages"
npm --prefix components ci --no-audit --no-fund --silent
