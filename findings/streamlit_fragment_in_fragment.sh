#!/bin/sh
# Streamlit sends what a fragment inside another has drawn without what the outer one drew before it.
#
# Guessed: Where a fragment is asked for again while it is drawn, the browser gets all of its first drawing, or none.
# Seen:    A run begins by dropping what the fragments of this run have drawn and what was not yet sent; what a
#          fragment inside them has drawn is another fragment's and is kept. The browser is told of an element at
#          place 21 of a block in which it knows one or two, and its page breaks ("Bad delta path index").
# With:    streamlit 1.67.0, websockets 17.4, Python 3.11, Linux
# Output:
#   place of the next element: 21, the browser has fewer before it: True
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'streamlit==1.67.0' 'websockets==17.4'
cd "$folder"
cat >page.py <<'PYTHON'
import time

import streamlit as st


@st.fragment
def inner():
    st.text("inner")


@st.fragment
def outer():
    st.text("first")
    time.sleep(1)  # It is asked for again meanwhile.
    for number in range(20):
        st.text(str(number))
    inner()


outer()
PYTHON
cat >ask.py <<'PYTHON'
import asyncio, socket, subprocess, sys, time, urllib.request

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect


async def heard(port):
    known, asked = {}, False
    url = f"ws://127.0.0.1:{port}/_stcore/stream"
    async with connect(url, subprotocols=["streamlit"], origin=f"http://127.0.0.1:{port}", max_size=None) as page:
        run = BackMsg()
        run.rerun_script.query_string = ""
        await page.send(run.SerializeToString())
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(page.recv(), 60))
            if message.WhichOneof("type") != "delta":
                continue
            *block, place = message.metadata.delta_path
            children = known.setdefault(tuple(block), set())
            if place > len(children):
                return len(children), place
            children.add(place)
            if message.delta.new_element.text.body == "first" and not asked:
                asked = True
                run.rerun_script.fragment_id = message.delta.fragment_id
                await page.send(run.SerializeToString())


with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
command = [sys.executable, "-m", "streamlit", "run", "page.py", "--server.headless=true"]
server = subprocess.Popen(
    [*command, "--server.address=127.0.0.1", f"--server.port={port}"],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
)
try:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
            break
        except OSError:
            time.sleep(0.1)
    count, place = asyncio.run(heard(port))
finally:
    server.terminate()
    server.wait()
print(f"place of the next element: {place}, the browser has fewer before it: {count < place}")
assert place == 21
PYTHON
venv/bin/python ask.py
echo "as found"
