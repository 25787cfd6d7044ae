# SPDX-License-Identifier: GPL-2.0-or-later
"""Who uses a program: hands by XTEST, eyes by GetImage."""

import hashlib
import re
import subprocess
import time

REST = 0.5  # seconds without change: the program has done what it was asked


class Lost(Exception):
    """What should have come did not."""


class Person:
    def __init__(self, environment, eyes, patience, process, home):
        self.environment = environment
        self.eyes = eyes
        self.patience = patience
        self.process = process
        self.home = home
        self.pictures = {}
        self.ignored = []

    # Eyes.
    def see(self, name, ignore=()):
        """Waits until nothing moves any more, and keeps what is seen, under a name. Regions to
        ignore are (left, top, width, height) on the screen."""
        picture = self.rest(ignore)
        self.pictures[name] = picture
        return picture

    def look(self, name):
        """Keeps what is seen at once."""
        picture = self.eyes.picture()
        self.pictures[name] = picture
        return picture

    def rest(self, ignore=()):
        """The picture on which nothing has changed for a while."""
        until = time.monotonic() + self.patience
        last, since = None, time.monotonic()
        while time.monotonic() < until:
            picture = self.eyes.picture()
            for region in [*ignore, *self.ignored]:
                picture.blank(*region)
            digest = hashlib.blake2b(picture.pixels).digest()
            if digest != last:
                last, since = digest, time.monotonic()
            elif time.monotonic() - since > REST:
                return picture
            time.sleep(0.05)
        raise Lost("the screen never came to rest")

    def ignore(self, left, top, width, height):
        """From now on."""
        self.ignored.append((left, top, width, height))

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
        self._hands("type", "--delay", "20", text)

    def key(self, *keys):
        for name in keys:
            self._hands("key", name)

    def move(self, x, y, window=None):
        self._hands("mousemove", *(["--window", window] if window else []), x, y)

    def click(self, x, y, window=None, button=1, times=1):
        self.move(x, y, window)
        self._hands("click", "--repeat", times, "--delay", 60, button)

    def wheel(self, x, y, steps, window=None):
        """Down where steps are positive."""
        self.click(x, y, window, button=5 if steps > 0 else 4, times=abs(steps))

    def drag(self, start, end, window=None, button=1, steps=8):
        self.move(*start, window)
        self._hands("mousedown", button)
        for step in range(1, steps + 1):
            self.move(start[0] + (end[0] - start[0]) * step // steps,
                      start[1] + (end[1] - start[1]) * step // steps, window)
            time.sleep(0.02)  # a hand is not faster, and programs compress motion
        self._hands("mouseup", button)

    def resize(self, window, width, height):
        self._hands("windowsize", window, width, height)

    def run(self, *command):
        """Another program of the same display, to its end; what it printed."""
        return subprocess.run(command, env=self.environment, cwd=self.home, check=False, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=self.patience).stdout

    def _windows(self, name, kind):
        return [window for window in self.eyes.windows()
                if re.search(name, window.name) and re.search(kind, window.kind)]

    def _hands(self, *words):
        done = subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              timeout=self.patience)
        if done.returncode != 0:
            raise Lost(f"xdotool {words[0]}: {done.stderr.strip()[:200]}")
        return done.stdout
