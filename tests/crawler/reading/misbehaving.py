"""A reading process whose reader does what the file says: what a parser taken over by a hostile file might try."""

import os
import socket
import subprocess
import sys
import time

from crawler.reading import child
from crawler.reading.value import Reading


def act(body, **_):
    word, _, argument = body.decode().partition(" ")
    return Reading("text/plain", text=str(ACTS[word](argument)))


def connect(port):
    with socket.create_connection(("127.0.0.1", int(port)), timeout=2):
        return "connected"


def start(port):
    code = f"import socket; socket.create_connection(('127.0.0.1', {port})); print('connected')"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout


def write(path):
    with open(path, "wb") as stream:
        return stream.write(b"x" * 100_000)


def spin(_):
    while True:
        pass


def tried(act):
    def what_came(argument):
        try:
            return act(argument)
        except (OSError, MemoryError) as fault:
            return type(fault).__name__

    return what_came


ACTS = {
    "echo": str,
    "connect": tried(connect),
    "start": tried(start),
    "write": tried(write),
    "hold": tried(lambda size: len(bytearray(int(size)))),
    "sleep": lambda seconds: time.sleep(float(seconds)),
    "spin": spin,
    "crash": lambda number: os.kill(os.getpid(), int(number)),
    "exit": lambda code: os._exit(int(code)),
    "print": lambda text: os.write(1, text.encode() * 1000),
    "endless": lambda size: "x" * int(size),
    "served": lambda _: os.getpid(),
}

if __name__ == "__main__":
    child.read = act
    child.main()
