#!/bin/sh
# Streamlit's server sends small answers 40 ms late.
#
# Guessed: A script of a hundred bytes from the same machine comes within a few milliseconds.
# Seen:    Most of them take 40 ms. Streamlit binds its socket itself, as
#          `socket.socket(family=...)` with protocol 0; asyncio sets TCP_NODELAY only where the protocol is
#          IPPROTO_TCP; and uvicorn writes head and body apart, so the body waits for the browser to acknowledge
#          the head. A page has about fifty such files. With uvloop installed, which uvicorn prefers, nothing waits.
# With:    streamlit 1.67.0, uvicorn 0.54.0, uvloop 0.23.0, Python 3.11, Linux
# Output:
#   nodelay with asyncio: [0], with uvloop: [1]
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'streamlit==1.67.0' 'uvicorn==0.54.0' 'uvloop==0.23.0'
cd "$folder"
cat >app.py <<'PYTHON'
import socket, sys
import streamlit as st
from starlette.responses import PlainTextResponse
from starlette.routing import Route


async def nodelay(request):
    sock = request.receive.__self__.transport.get_extra_info("socket")
    return PlainTextResponse(str(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))


app = st.App("page.py", routes=[Route("/nodelay", nodelay)])
PYTHON
echo "" >page.py
cat >ask.py <<'PYTHON'
import os, socket, subprocess, sys, time, urllib.request


def asked(loop):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    block = "import sys; sys.modules['uvloop'] = None; " if loop == "asyncio" else "import sys; "
    start = block + "sys.argv = ['streamlit', 'run', 'app.py', *sys.argv[1:]]; import streamlit.web.cli as c; c.main()"
    server = subprocess.Popen(
        [sys.executable, "-c", start, "--server.headless=true", "--server.address=127.0.0.1", f"--server.port={port}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/nodelay", timeout=5) as answer:
                    return int(answer.read())
            except OSError:
                time.sleep(0.1)
    finally:
        server.terminate()
        server.wait()


without, with_ = asked("asyncio"), asked("uvloop")
print(f"nodelay with asyncio: [{without}], with uvloop: [{with_}]")
assert (without, with_) == (0, 1)
PYTHON
venv/bin/python ask.py
echo "as found"
