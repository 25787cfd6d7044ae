#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the installed tests of GTK 3 and GTK 4 on Xvfb and on Vitrine, and says what differs."""

import argparse
import collections
import configparser
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time

FOLDERS = {"gtk3": pathlib.Path("/usr/share/installed-tests/gtk+"),
           "gtk4": pathlib.Path("/usr/share/installed-tests/gtk-4.0")}
SCREEN = "1280x800"
PATIENCE = 300  # seconds for a program
FIRST_NUMBER = 180

Result = collections.namedtuple("Result", "passed failed note")


class Display:
    """A server for all programs of a run."""

    def __init__(self, name, build):
        self.name = name
        self.build = build

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="vitrine-gtk-")
        self.home = pathlib.Path(self.folder.name)
        self.log = open(self.home / "server.log", "w+")
        number = FIRST_NUMBER
        while (os.path.exists(f"/tmp/.X11-unix/X{number}")
               or os.path.exists(f"/tmp/.X{number}-lock")):
            number += 1
        self.environment = surroundings(self.home) | {"DISPLAY": f":{number}"}
        if self.name == "Xvfb":
            command = ["Xvfb", f":{number}", "-nolisten", "tcp", "-screen", "0", f"{SCREEN}x24"]
        else:
            page = self.home / "page"
            page.mkdir()
            (page / "index.html").write_text("no page is needed here")
            command = [self.build / "bin/vitrine", "run", "--keep", "--no-vnc", "--unmanaged",
                       "--page", page, "--display", str(number), "--screen", SCREEN, "--",
                       "sleep", "1000000"]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=subprocess.STDOUT,
                                        env=self.environment)
        until = time.monotonic() + 20
        while not self._ready(number):
            if self.process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"gtk: {self.name} did not start")
            time.sleep(0.05)
        return self

    def _ready(self, number):
        if self.name == "Xvfb":
            return os.path.exists(f"/tmp/.X11-unix/X{number}")
        found = re.search(r"XAUTHORITY=(\S+)", (self.home / "server.log").read_text())
        if found:
            self.environment["XAUTHORITY"] = found.group(1)
        return bool(found)

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()
        self.log.close()
        self.folder.cleanup()


def surroundings(home):
    return {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(home),
            "LANG": "C.UTF-8", "TZ": "UTC", "NO_AT_BRIDGE": "1", "GSETTINGS_BACKEND": "memory",
            "GSK_RENDERER": "cairo", "GDK_BACKEND": "x11", "LIBGL_ALWAYS_SOFTWARE": "1"}


def programs(only):
    """Name and command of each."""
    for toolkit, folder in FOLDERS.items():
        for path in sorted(folder.rglob("*.test")):
            name = f"{toolkit}/{path.relative_to(folder).with_suffix('')}"
            if only and not any(re.search(wanted, name) for wanted in only):
                continue
            described = configparser.RawConfigParser(strict=False)
            described.read(path)
            yield name, described["Test"]["Exec"]


def run(command, display, output):
    """Its test points, by TAP, and how it ended."""
    process = subprocess.Popen(["dbus-run-session", "--", *shlex.split(command)],
                               env=display.environment, cwd=display.home, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               errors="replace", start_new_session=True)
    note = ""
    try:
        text, _ = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        text, _ = process.communicate()
        note = "hangs"
    output.write_text(text)
    passed, failed = set(), set()
    for line in text.splitlines():
        point = re.match(r"(not )?ok \d+ -? ?(.*)", line.strip())
        if point and "# TODO" not in line:
            (failed if point.group(1) else passed).add(re.sub(r"\s+#.*", "", point.group(2)))
    if not note and process.returncode != 0:
        crash = process.returncode < 0 or process.returncode > 128
        note = f"ends with {process.returncode}" if crash or not failed else ""
    return Result(passed, failed, note)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="regular expressions: programs such as gtk4/gdk/")
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("gtk-results"))
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    sums = collections.Counter()
    differ = 0
    with Display("Xvfb", None) as xvfb, Display("Vitrine", options.build.resolve()) as vitrine:
        for name, command in programs(options.only):
            there, here = (run(command, display, options.output
                               / f"{name.replace('/', '-')}.{display.name}")
                           for display in (xvfb, vitrine))
            toolkit = name.split("/")[0]
            sums.update({(toolkit, "programs"): 1, (toolkit, "there"): len(there.passed),
                         (toolkit, "here"): len(here.passed),
                         (toolkit, "all"): len(there.passed | there.failed | here.failed)})
            wrong = [f"passes only on Xvfb: {point}" for point in sorted(there.passed - here.passed)]
            if here.note != there.note:
                wrong.append(f"{here.note or 'ends well'}; on Xvfb {there.note or 'ends well'}")
            differ += bool(wrong)
            more = sorted(here.passed - there.passed)
            print(f"{name:44}{len(here.passed):6} pass, on Xvfb {len(there.passed):6}"
                  f"{'   ' + here.note if here.note else ''}{'   DIFFERS' if wrong else ''}",
                  flush=True)
            for line in wrong[:20] + [f"passes only on Vitrine: {point}" for point in more[:5]]:
                print(f"    {line}", flush=True)
    for toolkit in FOLDERS:
        print(f"{toolkit}: {sums[toolkit, 'programs']} programs, {sums[toolkit, 'all']} tests, "
              f"{sums[toolkit, 'there']} pass on Xvfb, {sums[toolkit, 'here']} on Vitrine")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
