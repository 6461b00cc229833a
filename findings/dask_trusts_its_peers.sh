#!/bin/sh
# A Dask scheduler unpickles what a worker puts into a queue, and that cannot be switched off any more.
#
# Guessed: A queue takes "small msgpack-able data", and with `distributed.scheduler.pickle: false` the scheduler
#          unpickles nothing.
# Seen:    What msgpack cannot say is pickled without a word by whoever puts it, and unpickled by the scheduler:
#          the function that the object names runs there. With the setting the scheduler does not start. So whoever
#          can connect to a scheduler can run code in it; a cluster is trusted as a whole, and has TLS.
# With:    distributed 2026.8.0, Python 3.11
# Output:
#   ran in the scheduler: True
#   with the setting it starts: False
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'distributed==2026.8.0'
cd "$folder"
cat >ask.py <<'PYTHON'
import os
import subprocess
import sys
import time

from distributed import Client, Queue


class Named:
    def __reduce__(self):
        return os.getpid, ()


def scheduler(**settings):
    return subprocess.Popen(
        [sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
         "--dashboard-address", "127.0.0.1:0", "--scheduler-file", "where.json"],
        env={**os.environ, **settings},
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    began = scheduler()
    try:
        while not os.path.exists("where.json"):
            time.sleep(0.1)
        with Client(scheduler_file="where.json") as client:
            queue = Queue("q", client=client)
            queue.put(Named())
            found = queue.get()
    finally:
        began.terminate()
        began.wait()
    print(f"ran in the scheduler: {found == began.pid}")
    refused = scheduler(DASK_DISTRIBUTED__SCHEDULER__PICKLE="False")
    try:
        status = refused.wait(60)
    except subprocess.TimeoutExpired:
        refused.kill()
        status = 0
    print(f"with the setting it starts: {status == 0}")
    assert found == began.pid
    assert status != 0
PYTHON
venv/bin/python ask.py
echo "as found"
