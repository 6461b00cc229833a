#!/bin/sh
# A Dask worker ends, nanny and all, when its scheduler goes away; and its HTTP server is open to all.
#
# Guessed: A worker that loses its scheduler connects again when there is one at the address; a nanny keeps it alive.
#          With `--host 127.0.0.1 --no-dashboard` a scheduler listens on that address only.
# Seen:    `dask worker` finishes its task and exits with status 0: whatever starts it has to start it again, such as
#          systemd or Kubernetes. The scheduler's HTTP server listens on port 8787 of all interfaces unless
#          `--dashboard-address` says otherwise, also without a dashboard.
# With:    distributed 2026.8.0, Python 3.11, Linux
# Output:
#   worker ended: 0
#   HTTP server on: 0.0.0.0
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'distributed==2026.8.0'
cd "$folder"
cat >ask.py <<'PYTHON'
import json
import os
import subprocess
import sys
import time

from distributed import Client
import psutil


def dask(*arguments):
    return subprocess.Popen([sys.executable, "-m", "dask", *arguments], stderr=subprocess.DEVNULL)


scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", "where.json")
worker = None
try:
    while not os.path.exists("where.json"):
        time.sleep(0.1)
    with open("where.json") as file:
        address = json.load(file)["address"]
    worker = dask("worker", address, "--host", "127.0.0.1", "--no-dashboard")
    with Client(address) as client:
        client.wait_for_workers(1, timeout=60)
    listens = {one.laddr.ip for one in psutil.Process(scheduler.pid).net_connections("inet") if one.status == "LISTEN"}
    scheduler.kill()
    scheduler.wait()
    status = worker.wait(60)
finally:
    for process in (scheduler, worker):
        if process is not None and process.poll() is None:
            process.terminate()
            process.wait()
print("worker ended:", status)
print("HTTP server on:", *(listens - {"127.0.0.1"}))
assert status == 0
assert "0.0.0.0" in listens
PYTHON
venv/bin/python ask.py
echo "as found"
