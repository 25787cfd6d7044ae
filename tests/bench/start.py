# SPDX-License-Identifier: GPL-2.0-or-later
"""How long programs take to show their first window, on Vitrine and on Xvfb by turns."""

import contextlib
import os
import pathlib
import re
import select
import shutil
import signal
import statistics
import subprocess
import tempfile
import time

from servers import vitrine_desktop, xvfb

PROGRAMS = {
    "xterm": ["xterm"],
    "gedit": ["gedit", "--standalone"],
    "kcalc": ["kcalc"],
    "gimp": ["gimp", "--new-instance"],
    "Firefox": ["firefox-esr", "--no-remote", "--profile", "profile", "about:blank"],
}
FOX = {
    "browser.aboutwelcome.enabled": "false", "browser.shell.checkDefaultBrowser": "false",
    "browser.sessionstore.resume_from_crash": "false", "toolkit.startup.max_resumed_crashes": -1,
    "datareporting.policy.dataSubmissionEnabled": "false"}
PATIENCE = 120  # seconds for a window


def bench(options):
    vitrine = str(pathlib.Path(options.build).resolve() / "bin/vitrine")
    print("== start: milliseconds until xterm's shell runs, server included, median of 5")
    print(f"vitrine run xterm  {to_shell([vitrine, 'run', '--no-vnc']):7.0f}")
    absent = [name for name, command in PROGRAMS.items() if not shutil.which(command[0])]
    if absent:
        print(f"not installed: {', '.join(absent)}; './dev setup apps' installs them")
    for bus in ("with a session bus", "without one"):
        print(f"== start: milliseconds to the first window {bus}, median of {options.starts} by turns")
        with Place(vitrine_desktop(vitrine), bus) as ours, Place(xvfb(), bus) as theirs:
            for name, command in PROGRAMS.items():
                if name not in absent:
                    compare(name, command, ours, theirs, options.starts)


def compare(name, command, ours, theirs, rounds):
    for place in (ours, theirs):
        place.to_window(command)  # which writes its settings, and warms the disk's cache
    times = [(ours.to_window(command), theirs.to_window(command)) for _ in range(rounds)]
    vitrine, other = (statistics.median(each) for each in zip(*times))
    print(f"{name:9} Vitrine {vitrine:6.0f}   Xvfb {other:6.0f}   ratio {vitrine / other:.2f}",
          flush=True)


def to_shell(prefix, rounds=5):
    times = []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            stamp = pathlib.Path(folder) / "stamp"
            began = time.time()
            subprocess.run([*prefix, "xterm", "-e", f"date > {stamp}"], check=False, timeout=60,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            times.append((stamp.stat().st_mtime - began) * 1000)
    return statistics.median(times)


class Place:
    """A display, a home that lasts, and a session bus or none."""

    def __init__(self, server, bus):
        self.server = server
        self.with_bus = bus == "with a session bus"

    def __enter__(self):
        with contextlib.ExitStack() as leaving:
            server = leaving.enter_context(self.server)
            self.home = leaving.enter_context(tempfile.TemporaryDirectory(
                prefix="vitrine-start-", ignore_cleanup_errors=True))
            profile = pathlib.Path(self.home) / "profile"
            profile.mkdir()
            (profile / "user.js").write_text(
                "".join(f'user_pref("{name}", {value});\n' for name, value in FOX.items()))
            self.environment = server.environment() | {
                "HOME": self.home, "XDG_RUNTIME_DIR": self.home, "LANG": "C.UTF-8"}
            self.environment.pop("DBUS_SESSION_BUS_ADDRESS", None)
            if self.with_bus:
                self._start_bus(leaving)
            self.leaving = leaving.pop_all()
        return self

    def __exit__(self, *_):
        self.leaving.close()

    def _start_bus(self, leaving):
        bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address"],
                               env=self.environment, stdout=subprocess.PIPE, text=True,
                               stderr=subprocess.DEVNULL, start_new_session=True)
        leaving.callback(end, bus)
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()

    def to_window(self, command):
        """Milliseconds from the command to the mapping of a window that is no program's own secret."""
        with Watch(self.environment) as watch:
            began = time.monotonic()
            program = subprocess.Popen(command, cwd=self.home, env=self.environment,
                                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, start_new_session=True)
            try:
                return (watch.mapped() - began) * 1000
            finally:
                end(program)


class Watch:
    """Sees windows being mapped; by xev, which is the same on both."""

    def __init__(self, environment):
        self.environment = environment

    def __enter__(self):
        self.process = subprocess.Popen(
            ["stdbuf", "-oL", "xev", "-root", "-event", "substructure", "-event", "property"],
            env=self.environment, stdout=subprocess.PIPE, start_new_session=True)
        self.unread = b""
        while not self._sees(b"PropertyNotify", 0.1):
            subprocess.run(["xsetroot", "-name", "watched"], env=self.environment, check=True)
        return self

    def __exit__(self, *_):
        end(self.process)

    def mapped(self):
        """Waits for a window of those that a window manager would manage; when it was mapped."""
        if not self._sees(rb"MapNotify.*\n.*override NO", PATIENCE):
            raise SystemExit("bench: no window came")
        return time.monotonic()

    def _sees(self, pattern, seconds):
        late = time.monotonic() + seconds
        while not re.search(pattern, self.unread):
            if not select.select([self.process.stdout], [], [], max(0, late - time.monotonic()))[0]:
                return False
            read = os.read(self.process.stdout.fileno(), 65536)
            if not read:
                raise SystemExit("bench: the display has gone")
            self.unread += read
        self.unread = b""
        return True


def end(process):
    """With all that it started."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, sent)
            process.wait(timeout=5)
