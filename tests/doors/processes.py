"""Commands in processes of their own, on real ports and folders."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

PROGRAM = (sys.executable, "-c", "from comity.cli.main import main; main()")
STARTS_WITHIN = 60


def environment():
    """Ours without what names another organisation."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COMITY_")}


def called(*arguments, **variables):
    command = [*PROGRAM, *map(str, arguments)]
    return subprocess.run(
        command,
        env={**environment(), **variables},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


@contextmanager
def served(folder, *arguments):
    """The pages, and what was printed before they answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*PROGRAM, "serve", "--no-open", "--port", str(port), "--data", str(folder), *arguments]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        printed = []
        for line in process.stdout:
            printed.append(line)
            if "Ctrl+C" in line:
                break
        try:
            yield process, port, "".join(printed)
        finally:
            process.kill()


def asked(port, path):
    """Status and text of a page, once the server answers."""
    until = time.monotonic() + STARTS_WITHIN
    while True:
        asking = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            asking.request("GET", path)
            answer = asking.getresponse()
            return answer.status, answer.read().decode()
        except ConnectionError:
            assert time.monotonic() < until
            time.sleep(0.1)
        finally:
            asking.close()
