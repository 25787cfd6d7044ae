# SPDX-License-Identifier: GPL-2.0-or-later
"""One program on one display, used by one person."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile
import time

from matrix.eyes import Eyes
from matrix.person import Lost, Person

# What a program prints when the X server refused it something.
X_ERROR = re.compile(r"X Error|BadWindow|BadDrawable|BadMatch|BadValue|BadAccess|BadAlloc|BadIDChoice"
                     r"|BadLength|BadRequest|BadAtom|BadCursor|BadPixmap|XIO|xcb.*error|IO error",
                     re.IGNORECASE)
# Serial numbers, addresses and ids differ between two runs of the same.
UNSTEADY = re.compile(r"0x[0-9a-f]+|\b\d+\b", re.IGNORECASE)

GTK_SETTINGS = """[Settings]
gtk-cursor-blink=0
gtk-enable-animations=0
gtk-font-name=DejaVu Sans 10
gtk-theme-name=Adwaita
gtk-icon-theme-name=Adwaita
gtk-recent-files-max-age=0
"""
GTK2_SETTINGS = 'gtk-cursor-blink=0\ngtk-font-name="DejaVu Sans 10"\n'


class Session:
    def __init__(self, build, display, program, expected):
        self.build = build.resolve()
        self.display = display
        self.program = program
        self.expected = expected
        self.pictures = {}
        self.problems = []
        self.ignored = {}
        self.x_errors = []
        self.seconds = 0.0
        self.watched = ""

    def run(self):
        # The same place on both displays, as programs show where they work.
        home = pathlib.Path(tempfile.gettempdir()) / f"vitrine-apps-home-{os.getpid()}"
        began = time.monotonic()
        with self.display:
            prepare(home, self.program.files)
            environment = surroundings(home) | self.program.environment | self.display.environment()
            self._use(home, environment)
            self.watched, wrong = self.display.watched()
            self.problems += wrong
        shutil.rmtree(home, ignore_errors=True)
        self.seconds = time.monotonic() - began
        return self

    def _use(self, home, environment):
        with (open(home / ".output", "w+", encoding="utf-8", errors="replace") as output,
              Eyes(self.build, environment) as eyes):
            subprocess.run(["xsetroot", "-solid", "#304050"], env=environment, check=True)
            subprocess.run(["xrdb", "-nocpp", "-merge"], env=environment, check=True, text=True,
                           input="Xft.dpi: 96\n")  # as Vitrine says; millimetres do not say it exactly
            manager = start_manager(self.program.manager, home, environment)
            places = {"home": home, "apps": pathlib.Path(__file__).resolve().parents[1],
                      "unpacked": self.build / "apps-unpacked" / self.program.unpacked}
            command = [part.format(**places) for part in self.program.command]
            started = subprocess.Popen(["dbus-run-session", "--", *command], cwd=home,
                                       env=environment, stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=subprocess.STDOUT, start_new_session=True)
            person = Person(environment, eyes, self.program.patience, started, manager, home,
                            self.expected)
            try:
                self.program.use(person)
            except Lost as lost:
                self.problems.append(str(lost))
                person.look("lost")
            self.pictures = person.pictures
            for process in (started, manager):
                end_group(process)
            output.seek(0)
            text = output.read()
            if self.problems:
                said = [line for line in text.splitlines() if not line.startswith("dbus-daemon")]
                self.problems.append(f"it printed: {' / '.join(said[-3:])}")
            self.ignored = person.ignored
        self.x_errors = [UNSTEADY.sub("N", line.strip()) for line in text.splitlines()
                         if X_ERROR.search(line)]


def start_manager(command, home, environment):
    """A window manager (None: openbox), once it has begun; [] is none at all."""
    if command == []:
        return None
    started = subprocess.Popen(command or ["openbox", "--sm-disable"], cwd=home, env=environment,
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)
    until = time.monotonic() + 20
    while not manages(environment) and time.monotonic() < until:  # not every manager says so
        time.sleep(0.05)
    return started


def manages(environment):
    """Whether a window manager other than Vitrine's own has announced itself (EWMH)."""
    def property_of(*window_and_name):
        return subprocess.run(["xprop", *window_and_name], env=environment, check=False, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    window = re.search(r"0x[0-9a-f]+", property_of("-root", "_NET_SUPPORTING_WM_CHECK"))
    name = window and re.search('"(.*)"', property_of("-id", window.group(), "_NET_WM_NAME"))
    return bool(name) and name.group(1) != "Vitrine"


def prepare(home, files):
    shutil.rmtree(home, ignore_errors=True)
    texts = {".config/gtk-3.0/settings.ini": GTK_SETTINGS,
             ".config/gtk-4.0/settings.ini": GTK_SETTINGS, ".gtkrc-2.0": GTK2_SETTINGS} | files
    for name, text in texts.items():
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (home / ".run").mkdir(mode=0o700)


def surroundings(home):
    return {
        "PATH": os.environ["PATH"], "HOME": str(home), "USER": os.environ.get("USER", "user"),
        "XDG_RUNTIME_DIR": str(home / ".run"), "XDG_DATA_DIRS": "/usr/local/share:/usr/share",
        "LANG": "C.UTF-8", "TZ": "UTC", "SHELL": "/bin/sh", "PS1": "$ ",
        "NO_AT_BRIDGE": "1", "GTK_A11Y": "none", "GSETTINGS_BACKEND": "memory",
        "GTK_OVERLAY_SCROLLING": "0", "LIBGL_ALWAYS_SOFTWARE": "1", "QT_QPA_PLATFORM": "xcb",
        "QT_STYLE_OVERRIDE": "Fusion", "XDG_CURRENT_DESKTOP": "X-Generic",
    }


def end_group(process):
    if process is None:
        return
    for signal_number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, signal_number)
        except ProcessLookupError:
            break
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            continue
    process.wait()
