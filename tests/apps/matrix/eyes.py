# SPDX-License-Identifier: GPL-2.0-or-later
"""Sees the screen of an environment's display, by apps_eyes of the build."""

import dataclasses
import struct
import subprocess

from matrix.pictures import Picture


@dataclasses.dataclass
class Window:
    number: str
    place: tuple  # (left, top, width, height) on the screen, without its border
    kind: str  # its WM_CLASS
    name: str


class Eyes:
    def __init__(self, build, environment):
        self.process = subprocess.Popen([build / "bin/apps_eyes"], env=environment,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def picture(self):
        self._ask(b"picture\n")
        width, height = struct.unpack("=II", self.process.stdout.read(8))
        return Picture(width, height, bytearray(self.process.stdout.read(width * height * 4)))

    def cursor(self):
        """What the pointer looks like: (width, height, hotspot's x and y, pixels)."""
        self._ask(b"cursor\n")
        head = struct.unpack("=IIII", self.process.stdout.read(16))
        return *head, self.process.stdout.read(head[0] * head[1] * 4)

    def windows(self):
        """The visible ones, from the top."""
        self._ask(b"windows\n")
        found = []
        while line := self.process.stdout.readline().decode(errors="replace").rstrip("\n"):
            number, left, top, width, height, kind, name = line.split("\t")
            found.append(Window(number, (int(left), int(top), int(width), int(height)), kind, name))
        return found

    def _ask(self, what):
        self.process.stdin.write(what)
        self.process.stdin.flush()
