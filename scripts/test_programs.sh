#!/bin/sh
# Provide what only tests need from outside PyPI: Graphviz' dot, a Chromium and PostgreSQL.
# Usage: test_programs.sh PYTHON
set -eu

python=$1
root_on_debian() {
    [ "$(id -u)" = 0 ] && grep -q '^ID=debian' /etc/os-release 2>/dev/null
}
have_chromium() {
    chromium --version >/dev/null 2>&1 || "$python" -c '
import pathlib, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not pathlib.Path(playwright.chromium.executable_path).exists())' 2>/dev/null
}
have_postgresql() {
    command -v initdb >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

packages=
dot -V >/dev/null 2>&1 || packages="$packages graphviz"
have_chromium || packages="$packages chromium fonts-liberation"
have_postgresql || packages="$packages postgresql"
if [ -n "$packages" ] && root_on_debian; then
    echo "Installing from Debian:$packages"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # a list of words
    { apt-get update -qq && apt-get install -qq -y --no-install-recommends $packages >/dev/null; } ||
        echo "Debian's packages could not be installed:$packages." >&2
fi
if ! have_chromium; then
    echo "Installing Playwright's Chromium"
    "$python" -m playwright install chromium || true
    have_chromium || echo "No Chromium can be had here, and the browser tests will say so: install one (on Debian: apt-get install chromium) and try again." >&2
fi
dot -V >/dev/null 2>&1 ||
    echo "Graphviz is not installed: pictures are drawn in the browser, and the tests of Graphviz' own are skipped (get it from your system's packages)." >&2
have_postgresql ||
    echo "PostgreSQL is not installed: the tests that need one are skipped (on Debian: apt-get install postgresql)." >&2
