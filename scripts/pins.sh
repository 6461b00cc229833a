#!/bin/sh
# Compile pyproject.toml into pinned requirements, one set for Python 3.11 to 3.13 on every platform.
set -eu

compile() {
    uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
        --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make pins" "$@"
}

pins=$(mktemp -d)
trap 'rm -rf "$pins"' EXIT
compile --output-file "$pins/app.txt" pyproject.toml
compile --constraint "$pins/app.txt" --group dev --output-file "$pins/dev.txt"
compile --constraint "$pins/app.txt" --group node --output-file "$pins/node.txt"
grep --extended-regexp '^(keras|scipy)==' "$pins/app.txt" >"$pins/keras.in"
compile --constraint "$pins/app.txt" --group backends "$pins/keras.in" --output-file "$pins/backends.txt"

mv "$pins/dev.txt" requirements-dev.txt
mv "$pins/node.txt" requirements-node.txt
mv "$pins/backends.txt" requirements-backends.txt
{
    cat "$pins/app.txt"
    echo "-e ."
    echo "-e ./components"
} >"$pins/requirements.txt"
mv "$pins/requirements.txt" requirements.txt
