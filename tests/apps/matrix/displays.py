# SPDX-License-Identifier: GPL-2.0-or-later
"""The two displays that a program runs on: the same screen, the same window manager."""

import os
import pathlib
import re
import signal
import subprocess
import tempfile

SCREEN = "1280x800"
LINE_BIAS = "216"  # ties of thin lines as on all other X.Org servers; Xvfb's own default is none
# Explicit, as libxcb and Xvfb may take each other's automatic ones, and its own for each process.
FIRST_NUMBER = 10_000 + os.getpid() % 20_000 * 2


class Xvfb:
    name = "Xvfb"

    def __enter__(self):
        self.number = free_number()
        self.process = subprocess.Popen(
            ["Xvfb", f":{self.number}", "-displayfd", "1", "-nolisten", "tcp", "-noreset", "-dpi", "96",
             "-screen", "0", f"{SCREEN}x24", "-linebias", LINE_BIAS],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if not self.process.stdout.readline():
            raise SystemExit("apps: Xvfb did not start")
        return self

    def __exit__(self, *_):
        end(self.process)

    def environment(self):
        return {"DISPLAY": f":{self.number}"}

    def watched(self):
        """What its viewer found wrong; there is none."""
        return "", []


class Vitrine:
    """A session in which each frame is hashed, and a viewer that compares."""

    name = "Vitrine"

    def __init__(self, build):
        self.build = pathlib.Path(build).resolve()
        self.source = pathlib.Path(__file__).resolve().parents[3]

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="vitrine-apps-")
        self.log = open(pathlib.Path(self.folder.name) / "log", "w+")
        self.frames = pathlib.Path(self.folder.name) / "frames"
        page = pathlib.Path(self.folder.name) / "page"
        page.mkdir()
        (page / "index.html").write_text("no page is needed here")
        environment = dict(os.environ, HOME=self.folder.name, XDG_RUNTIME_DIR=self.folder.name)
        # A window manager that only waits: the session's own one is started later, as on Xvfb.
        self.process = subprocess.Popen(
            [self.build / "bin/vitrine", "run", "--keep", "--no-vnc", "--check", "--page", page,
             "--display", str(free_number()), "--screen", SCREEN, "--", "sleep", "100000"],
            stdout=subprocess.PIPE, stderr=self.log, text=True, env=environment)
        found = {}
        for line in self.process.stdout:
            for pattern in (r"DISPLAY=(?P<display>:\d+) XAUTHORITY=(?P<authority>\S+)",
                            r"(?P<address>http://\S+/enter\?token=[^\s'\"]+)"):
                match = re.search(pattern, line)
                if match:
                    found.update(match.groupdict())
            if len(found) == 3:
                break
        else:
            raise SystemExit("apps: vitrine did not start")
        self.found = found
        self.viewer = subprocess.Popen(
            ["node", self.source / "tests/apps/watch.mjs", self.build / "web/core/core.wasm",
             found["address"], self.frames], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self.viewer.stdout.readline() != "watching\n":
            raise SystemExit("apps: the viewer could not enter")
        return self

    def __exit__(self, *_):
        end(self.viewer)
        end(self.process)
        self.log.close()
        self.folder.cleanup()

    def environment(self):
        return {"DISPLAY": self.found["display"], "XAUTHORITY": self.found["authority"]}

    def watched(self):
        """A line about the viewer, and what it or the server found wrong."""
        wrong = []
        try:
            said, _ = self.viewer.communicate("end\n", timeout=60)
        except subprocess.TimeoutExpired:
            said = ""
        if self.viewer.returncode != 0 or not said:
            wrong.append(f"the viewer: {said.strip() or 'ended early'}")
        replay = subprocess.run([self.build / "bin/exactness_replay", self.frames], check=False,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if replay.returncode != 0:
            wrong.append(f"the native viewer: {replay.stdout.strip()}")
        if self.process.poll() is not None:
            self.log.seek(0)
            wrong.append(f"the server ended by itself: {self.log.read()[-400:].strip()}")
        return said.strip().splitlines()[-1] if said.strip() else "", wrong


def free_number():
    number = FIRST_NUMBER
    while (os.path.exists(f"/tmp/.X11-unix/X{number}") or os.path.exists(f"/tmp/.X{number}-lock")):
        number += 1
    return number


def end(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
