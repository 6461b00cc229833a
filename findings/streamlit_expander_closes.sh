#!/bin/sh
# An expander of Streamlit closes when its label changes, although it has a key.
#
# Guessed: As a button's or a number's, an expander's key is what it is known by: `Settings · 10 epochs` stays open
#          when it becomes `Settings · 20 epochs`.
# Seen:    The label is part of its identity (`key_as_main_identity=False` in elements/layouts.py): under another label it
#          is another expander, which in a browser begins closed, with all that is entered in it out of sight.
# With:    streamlit 1.67.0, Python 3.11, Linux
# Output:
#   the same after another label: expander False, number True
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'streamlit==1.67.0'
cd "$folder"
cat >page.py <<'PYTHON'
import streamlit as st

label = st.session_state.get("label", "10 epochs")
st.expander(label, key="section", on_change="rerun")
st.number_input(label, 0, 9, key="number")
PYTHON
cat >ask.py <<'PYTHON'
from streamlit.testing.v1 import AppTest


def known_by(test):
    """What the browser knows an expander and a number by."""
    return test.expander[0].proto.id, test.number_input[0].proto.id


test = AppTest.from_file("page.py", default_timeout=60)
before = known_by(test.run())
test.session_state["label"] = "20 epochs"
after = known_by(test.run())
expander, number = (one == other for one, other in zip(before, after))
print(f"the same after another label: expander {expander}, number {number}")
assert (expander, number) == (False, True)
PYTHON
venv/bin/python ask.py 2>/dev/null
echo "as found"
