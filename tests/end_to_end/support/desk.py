# SPDX-License-Identifier: GPL-2.0-or-later
"""A person's own screen, where the Qt viewer shows a session whose programs that person uses."""

import contextlib
import pathlib
import re
import subprocess
import tempfile

from matrix.displays import Xvfb, free_number
from matrix.eyes import Eyes
from matrix.person import Lost, Person
from matrix.session import end_group, prepare, start_manager, surroundings

PATIENCE = 30  # seconds for anything to happen
SMALL = 640  # pixels: the session's screen is that wide until the viewer says what room it has


class Desk:
    """Each of the session's windows a native one, or all of them in one window of the viewer."""

    def __init__(self, build, desktop):
        self.build = pathlib.Path(build).resolve()
        self.desktop = desktop
        self.leaving = contextlib.ExitStack()  # what ends with the desk, the last first

    def __enter__(self):
        try:
            self._set_up()
        except BaseException:
            self.leaving.close()
            raise
        return self

    def __exit__(self, *_):
        self.leaving.close()

    def _set_up(self):
        folder = tempfile.TemporaryDirectory(prefix="vitrine-desk-")
        self.home = pathlib.Path(self.leaving.enter_context(folder))
        prepare(self.home, {})
        self.output = self.leaving.enter_context(open(self.home / ".output", "w"))
        screen = self.leaving.enter_context(Xvfb())
        self.around = surroundings(self.home) | screen.environment()  # the person's own
        self.run("xsetroot", "-solid", "#102030", environment=self.around)
        link = self._start_session()
        self.leaving.callback(end_group, start_manager(None, self.home, self.around))
        viewer = self.start(self.build / "bin/vitrine-viewer",
                            *(["--desktop"] if self.desktop else []), link, environment=self.around)
        self.eyes = self.leaving.enter_context(Eyes(self.build, self.around))
        self.inner_eyes = self.leaving.enter_context(Eyes(self.build, self.inside))
        self.person = Person(self.around, self.eyes, PATIENCE, viewer, None, self.home, {})
        self.person.until(lambda: self.inner_eyes.picture().width > SMALL,
                          "the session was not told the room that there is for it")

    def _start_session(self):
        """Returns the link that the viewer needs."""
        session = self.start(self.build / "bin/vitrine", "desktop", "--no-vnc", "--display",
                             free_number(), "--screen", f"{SMALL}x480",
                             environment=surroundings(self.home), stdout=subprocess.PIPE)
        said = ""
        for line in session.stdout:
            said += line
            if "DISPLAY=" in line:
                break
        self.inside = surroundings(self.home) | dict(
            re.findall(r"\b(DISPLAY|XAUTHORITY)=(\S+)", said))
        return re.search(r"http://\S+/enter\?token=[^\s'\"]+", said).group()

    def start(self, *command, environment=None, stdout=None):
        """A program of the session, or of the environment that is given."""
        process = subprocess.Popen([*map(str, command)], cwd=self.home,
                                   env=environment or self.inside, stdin=subprocess.DEVNULL,
                                   stdout=stdout or self.output, stderr=self.output, text=True,
                                   start_new_session=True)
        self.leaving.callback(end_group, process)
        return process

    def run(self, *command, environment=None, given=""):
        """Likewise, to its end; what it printed."""
        return subprocess.run([*map(str, command)], cwd=self.home, input=given, text=True,
                              env=environment or self.inside, check=False, timeout=PATIENCE,
                              stdout=subprocess.PIPE, stderr=self.output).stdout

    def put(self, name, text):
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def window(self, name):
        """The session's window whose name matches, once the person sees it as it is in the
        session, pixel for pixel: its picture, and where that is on the person's screen."""
        def seen():
            found = [window for window in self.inner_eyes.windows() if re.search(name, window.name)]
            if not found:
                return None
            picture = self.inner_eyes.picture().part(*found[0].place)
            if (picture.width, picture.height) != found[0].place[2:]:
                return None  # not all of it is on the screen
            place = self.eyes.picture().find(picture)
            return place and SeenWindow(self.person, *place, picture)
        return self.person.until(seen, f"no window whose name matches '{name}' is seen as it is")

    def holds(self, name, text):
        """Waits until a file of the home has exactly this text."""
        try:
            self.person.file(name, lambda now: now == text)
        except Lost as lost:
            path = self.home / name
            raise Lost(f"{name} holds {path.read_text() if path.exists() else None!r}, "
                       f"not {text!r}") from lost


class SeenWindow:
    """A window of the session on the person's screen, used from its own corner."""

    def __init__(self, person, left, top, picture):
        self.person = person
        self.left, self.top = left, top
        self.picture = picture

    def at(self, x, y):
        return self.left + x, self.top + y

    def click(self, x, y, **how):
        self.person.click(*self.at(x, y), **how)

    def wheel(self, x, y, steps):
        self.person.wheel(*self.at(x, y), steps)

    def drag(self, start, end):
        self.person.drag(self.at(*start), end)
