# SPDX-License-Identifier: GPL-2.0-or-later
"""How long one client waits for a reply while another misbehaves: on Vitrine, and on Xvfb."""

import contextlib
import multiprocessing
import pathlib
import socket
import statistics
import struct
import subprocess
import time

import servers

GET_INPUT_FOCUS = struct.pack("<BxH", 43, 1)
ROUNDS = 400  # of question and answer, a millisecond apart


class Client:
    """As little of an X client as asks and waits."""

    def __init__(self, environment):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(f"/tmp/.X11-unix/X{environment['DISPLAY'].lstrip(':').split('.')[0]}")
        name, secret = cookie(environment)
        self.socket.sendall(struct.pack("<BxHHHH2x", ord("l"), 11, 0, len(name), len(secret))
                            + padded(name) + padded(secret))
        status, length = struct.unpack("<B5xH", self.read(8))
        setup = self.read(length * 4)
        if status != 1:
            raise SystemExit(f"bench: refused by the server: {setup!r}")
        self.base = struct.unpack_from("<I", setup, 4)[0]
        vendor, formats = struct.unpack_from("<H", setup, 16)[0], setup[21]
        self.root = struct.unpack_from("<I", setup, 32 + (vendor + 3) // 4 * 4 + 8 * formats)[0]

    def read(self, size):
        got = b""
        while len(got) < size:
            more = self.socket.recv(size - len(got))
            if not more:
                raise SystemExit("bench: the server closed the connection")
            got += more
        return got

    def round_trip(self):
        began = time.perf_counter()
        self.socket.sendall(GET_INPUT_FOCUS)
        self.read(32)
        return time.perf_counter() - began

    def window_and_context(self, side):
        """A mapped window without a manager's say, and what draws on it."""
        window, context = self.base + 1, self.base + 2
        self.socket.sendall(
            struct.pack("<BBHIIhhHHHHIII", 1, 0, 9, window, self.root, 0, 0, side, side, 0, 1, 0,
                        0x200, 1) +
            struct.pack("<BxHI", 8, 2, window) +
            struct.pack("<BxHIII", 55, 4, context, window, 0))
        return window, context


def cookie(environment):
    if "XAUTHORITY" not in environment:
        return b"", b""
    listed = subprocess.run(["xauth", "-f", environment["XAUTHORITY"], "list"], check=True,
                            capture_output=True, text=True).stdout
    return b"MIT-MAGIC-COOKIE-1", bytes.fromhex(listed.split()[2])


def padded(text):
    return text + bytes(-len(text) % 4)


# What the other client does, until it is ended; each yields once it is at it.

def nothing(client):
    yield
    client.read(1)  # which never comes


def polls(client):
    """3,000 QueryPointer a second."""
    request = struct.pack("<BxHI", 38, 2, client.root)
    begin, asked = time.perf_counter(), 0
    while True:
        due = int((time.perf_counter() - begin) * 3000) - asked
        for _ in range(due):
            client.socket.sendall(request)
            client.read(32)
        asked += due
        yield
        time.sleep(0.0002)  # its rate, not a wait


def floods(client):
    """NoOperation without end."""
    requests = struct.pack("<BxH", 127, 1) * 16384
    while True:
        client.socket.sendall(requests)
        yield


def never_reads(client):
    """Asks without end, and reads no answer."""
    requests = GET_INPUT_FOCUS * 16384
    while True:
        client.socket.sendall(requests)
        yield


def draws(client):
    """Rectangles of 500 by 500 without end, a full request at a time."""
    window, context = client.window_and_context(500)
    rects = struct.pack("<hhHH", 0, 0, 500, 500) * 50
    request = struct.pack("<BxHII", 70, 3 + len(rects) // 4, window, context) + rects
    while True:
        client.socket.sendall(request)
        yield


def giants(client):
    """Requests of 16 MB."""
    client.socket.sendall(struct.pack("<BxHHxx", 98, 5, 12) + b"BIG-REQUESTS")
    opcode = client.read(32)[9]
    client.socket.sendall(struct.pack("<BBH", opcode, 0, 1))
    client.read(32)
    window, context = client.window_and_context(100)
    rects = struct.pack("<hhHH", 0, 0, 100, 100) * (1 << 21)
    request = struct.pack("<BxHIII", 70, 0, 4 + len(rects) // 4, window, context) + rects
    while True:
        client.socket.sendall(request)
        yield


def windows(client):
    """Creates and destroys 10,000 windows at once, again and again."""
    create = b"".join(struct.pack("<BBHIIhhHHHHII", 1, 0, 8, client.base + i, client.root, 0, 0, 9,
                                  9, 0, 1, 0, 0) for i in range(1, 10_001))
    destroy = b"".join(struct.pack("<BxHI", 4, 2, client.base + i) for i in range(1, 10_001))
    while True:
        client.socket.sendall(create + destroy)
        yield


def fonts(client):
    """ListFontsWithInfo of all fonts."""
    client.socket.sendall(struct.pack("<BxHHHcxxx", 50, 3, 65535, 1, b"*"))
    while True:
        client.read(4096)
        yield


OTHERS = [nothing, polls, floods, never_reads, draws, giants, windows, fonts]


def act(other, environment, busy):
    with contextlib.suppress(OSError):
        for _ in other(Client(environment)):
            busy.set()


def measured(environment, other):
    client = Client(environment)
    busy = multiprocessing.Event()
    process = multiprocessing.Process(target=act, args=(other, environment, busy), daemon=True)
    process.start()
    if not busy.wait(30):
        raise SystemExit(f"bench: '{other.__name__}' did not begin")
    times = []
    for _ in range(ROUNDS):
        times.append(client.round_trip() * 1000)
        time.sleep(0.001)  # the rate of asking, not a wait
    process.terminate()
    process.join()
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99)], times[-1]


def bench(options):
    vitrine = str(pathlib.Path(options.build).resolve() / "bin" / "vitrine")
    print("== latency: milliseconds for a reply while another client…   (median, 99 %, most)")
    with servers.vitrine_desktop(vitrine) as ours, servers.xvfb() as theirs:
        print(f"{'':58} {'Vitrine':^26} {'Xvfb':^26}")
        for other in OTHERS:
            line = f"{other.__doc__ or 'Does nothing.':58}"
            for server in (ours, theirs):
                line += "".join(f"{value:8.2f}" for value in measured(server.environment(), other))
                line += "   "
            print(line, flush=True)
