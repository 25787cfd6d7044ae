# SPDX-License-Identifier: GPL-2.0-or-later
"""Displays to measure: Vitrine's own and its peers', each ending with its block."""

import os
import re
import signal
import subprocess


class Server:
    """A display that ends with the block. Its own environment is the caller's, or `surroundings`."""

    def __init__(self, command, ready, stream="stdout", surroundings=None):
        self.command = command
        self.ready = ready
        self.stream = stream
        self.surroundings = surroundings or dict(os.environ)

    def __enter__(self):
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        streams[self.stream] = subprocess.PIPE
        self.process = subprocess.Popen(self.command, text=True, env=self.surroundings, **streams)
        self.said = ""
        for line in getattr(self.process, self.stream):
            self.said += line
            found = re.search(self.ready, line)
            if found:
                self.found = found
                return self
        raise SystemExit(f"{self.command[0]} did not start")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)

    def environment(self):
        display = self.found.group("display")
        result = dict(self.surroundings, DISPLAY=display if ":" in display else f":{display}")
        authority = self.found.groupdict().get("authority")
        if authority:
            result["XAUTHORITY"] = authority
        return result

    def processor_seconds(self):
        """What the server has used of the processor's time."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as stat:
            return sum(map(int, stat.read().rsplit(")", 1)[1].split()[11:13])) / os.sysconf("SC_CLK_TCK")


def vitrine_desktop(vitrine):
    return Server([vitrine, "desktop", "--no-vnc"],
                  r"DISPLAY=(?P<display>:\d+) XAUTHORITY=(?P<authority>\S+)")


def xvfb():
    return Server(["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-noreset"], r"^(?P<display>\d+)$")


def xvnc():
    return Server(["Xtigervnc", "-displayfd", "1", "-geometry", "1280x800", "-depth", "24",
                   "-SecurityTypes", "None", "-localhost", "-rfbport", "-1", "-ac"],
                  r"^(?P<display>\d+)$")


class Watched:
    """Vitrine with a viewer that decodes, draws and acknowledges every frame."""

    def __init__(self, vitrine, viewer):
        self.vitrine = vitrine
        self.viewer = viewer

    def __enter__(self):
        self.server = vitrine_desktop(self.vitrine).__enter__()
        link = re.search(r"http://[^\s']+", self.server.said).group(0)
        self.watching = Server([self.viewer, link], "watching").__enter__()
        return self.server

    def __exit__(self, *_):
        self.server.__exit__()
        self.watching.process.wait(timeout=20)
