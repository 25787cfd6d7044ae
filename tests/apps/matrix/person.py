# SPDX-License-Identifier: GPL-2.0-or-later
"""Who uses a program: hands by XTEST, eyes by GetImage."""

import hashlib
import re
import subprocess
import time

from matrix.threads import any_running

REST = 0.5  # seconds without change and without work: the program has done what it was asked
LONG_REST = 3.0  # seconds without change, whatever the program does


class Lost(Exception):
    """What should have come did not."""


class Person:
    def __init__(self, environment, eyes, patience, process, manager, home, expected):
        self.environment = environment
        self.eyes = eyes
        self.patience = patience
        self.process = process
        self.manager = manager  # or None
        self.home = home
        self.expected = expected  # pictures that others saw, by name
        self.pictures = {}
        self.ignored = {}  # by name: what may differ, and where

    # Eyes.
    def see(self, name):
        """Waits until nothing moves any more, and keeps what is seen, under a name."""
        picture = self.rest(self.expected.get(name))
        self.pictures[name] = picture
        return picture

    def look(self, name):
        """Keeps what is seen at once."""
        picture = self.eyes.picture()
        self.pictures[name] = picture
        return picture

    def rest(self, expected=None):
        """The picture on which nothing has changed for a while; one that others did not expect
        has longer to change."""
        until = time.monotonic() + self.patience
        last, since, worked = None, time.monotonic(), time.monotonic()
        while time.monotonic() < until:
            picture = self.eyes.picture()
            for region in self.ignored.values():
                picture.blank(*region)
            digest = hashlib.blake2b(picture.pixels).digest()
            now = time.monotonic()
            if any_running(worker.pid for worker in (self.process, self.manager) if worker):
                worked = now
            if digest != last:
                last, since = digest, now
            elif now - since > LONG_REST:
                return picture
            elif now - max(since, worked) > REST and (
                    expected is None or expected.pixels == picture.pixels):
                return picture
            time.sleep(0.05)
        raise Lost("the screen never came to rest")

    def ignore(self, what, left, top, width, height):
        """From now on this region of the screen may differ; what it shows is named, and has but one
        place at a time."""
        self.ignored[what] = (left, top, width, height)

    def window(self, name=".*", kind=".*"):
        """Waits for a visible window whose name and class match; returns its id."""
        return self.until(lambda: self._windows(name, kind),
                          f"no window whose name matches '{name}' and class '{kind}'")[0].number

    def gone(self, name=".*", kind=".*"):
        """Waits until no such window is visible any more."""
        self.until(lambda: self.process.poll() is not None or not self._windows(name, kind),
                   f"a window whose name matches '{name}' and class '{kind}' stayed")

    def place(self, window):
        """(left, top, width, height) on the screen."""
        return next(seen.place for seen in self.eyes.windows() if seen.number == window)

    def file(self, name, matches):
        """Waits until a file of its home holds what `matches(text)` wants."""
        def holds():
            path = self.home / name
            return path.exists() and matches(path.read_text(encoding="utf-8", errors="replace"))
        self.until(holds, f"{name} never held what was expected")

    def until(self, met, otherwise):
        """Waits until met() is true, and returns what it was."""
        until = time.monotonic() + self.patience
        while time.monotonic() < until:
            result = met()
            if result:
                return result
            if self.process.poll() is not None:
                raise Lost(f"{otherwise}: the program ended with {self.process.returncode}")
            time.sleep(0.05)
        raise Lost(otherwise)

    def differs(self, pixels):
        return self.eyes.picture().pixels != pixels

    # Hands.
    def type(self, text):
        self.hands("type", "--delay", "20", text)

    def key(self, *keys):
        for name in keys:
            self.hands("key", name)

    def move(self, x, y, window=None):
        self.hands("mousemove", *(["--window", window] if window else []), x, y)

    def click(self, x, y, window=None, button=1, times=1):
        self.move(x, y, window)
        self.hands("click", "--repeat", times, "--delay", 60, button)

    def hold(self, x, y, window=None, button=1):
        self.move(x, y, window)
        self.hands("mousedown", button)

    def wheel(self, x, y, steps, window=None):
        """Down where steps are positive."""
        self.click(x, y, window, button=5 if steps > 0 else 4, times=abs(steps))

    def drag(self, start, end, window=None, button=1, steps=8):
        self.move(*start, window)
        self.hands("mousedown", button)
        for step in range(1, steps + 1):
            self.move(start[0] + (end[0] - start[0]) * step // steps,
                      start[1] + (end[1] - start[1]) * step // steps, window)
            time.sleep(0.02)  # a hand is not faster, and programs compress motion
        self.hands("mouseup", button)

    def resize(self, window, width, height):
        """Waits until the size is another, which may not be the one that was asked for."""
        before = self.place(window)[2:]
        self.hands("windowsize", window, width, height)
        self.until(lambda: self.place(window)[2:] != before, "the window kept its size")

    def run(self, *command):
        """Another program of the same display, to its end; what it printed."""
        return subprocess.run(command, env=self.environment, cwd=self.home, check=False, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=self.patience).stdout

    def _windows(self, name, kind):
        return [window for window in self.eyes.windows()
                if re.search(name, window.name) and re.search(kind, window.kind)]

    def hands(self, *words):
        done = subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              timeout=self.patience)
        if done.returncode != 0:
            raise Lost(f"xdotool {words[0]}: {done.stderr.strip()[:200]}")
        return done.stdout
