#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the installed tests of GTK 3 and GTK 4 on Xvfb and on Vitrine, and says what differs."""

import argparse
import collections
import configparser
import contextlib
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "bench"))
import servers  # noqa: E402

FOLDERS = {"gtk3": pathlib.Path("/usr/share/installed-tests/gtk+"),
           "gtk4": pathlib.Path("/usr/share/installed-tests/gtk-4.0")}
SCREEN = "1280x800"
PATIENCE = 300  # seconds for a program

Result = collections.namedtuple("Result", "passed failed note")


def xvfb(home):
    return servers.Server(["Xvfb", "-displayfd", "1", "-nolisten", "tcp", "-noreset",
                           "-screen", "0", f"{SCREEN}x24"],
                          r"^(?P<display>\d+)$", surroundings=surroundings(home))


def vitrine(home, build):
    page = home / "page"
    page.mkdir()
    (page / "index.html").write_text("no page is needed here")
    return servers.Server([build / "bin/vitrine", "run", "--keep", "--no-vnc", "--unmanaged",
                           "--page", page, "--screen", SCREEN, "--", "sleep", "1000000"],
                          r"DISPLAY=(?P<display>:\d+) XAUTHORITY=(?P<authority>\S+)",
                          surroundings=surroundings(home))


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


def run(command, server, home, output):
    """Its test points, by TAP, and how it ended."""
    process = subprocess.Popen(["dbus-run-session", "--", *shlex.split(command)],
                               env=server.environment(), cwd=home, stdin=subprocess.DEVNULL,
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
        if point and "# TODO" not in line:  # TAP's word for a point that need not pass
            (failed if point.group(1) else passed).add(re.sub(r"\s+#.*", "", point.group(2)))
    if not note and process.returncode != 0:
        crash = process.returncode < 0 or process.returncode > 128
        note = f"ends with {process.returncode}" if crash or not failed else ""
    return Result(passed, failed, note)


def differences(name, here, there):
    """Prints a program's line, and what is wrong; that."""
    wrong = [f"passes only on Xvfb: {point}" for point in sorted(there.passed - here.passed)]
    if here.note != there.note:
        wrong.append(f"{here.note or 'ends well'}; on Xvfb {there.note or 'ends well'}")
    more = sorted(here.passed - there.passed)
    print(f"{name:44}{len(here.passed):6} pass, on Xvfb {len(there.passed):6}"
          f"{'   ' + here.note if here.note else ''}{'   DIFFERS' if wrong else ''}", flush=True)
    for line in wrong[:20] + [f"passes only on Vitrine: {point}" for point in more[:5]]:
        print(f"    {line}", flush=True)
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="regular expressions: programs such as gtk4/gdk/")
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("gtk-results"))
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    sums = collections.Counter()
    differ = 0
    with contextlib.ExitStack() as stack:
        homes = [pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="vitrine-gtk-")))
                 for _ in range(2)]
        displays = [stack.enter_context(server) for server in
                    (vitrine(homes[0], options.build.resolve()), xvfb(homes[1]))]
        for name, command in programs(options.only):
            here, there = (run(command, display, home,
                               options.output / f"{name.replace('/', '-')}.{server}")
                           for display, home, server in zip(displays, homes, ("Vitrine", "Xvfb")))
            toolkit = name.split("/")[0]
            sums.update({(toolkit, "programs"): 1, (toolkit, "there"): len(there.passed),
                         (toolkit, "here"): len(here.passed),
                         (toolkit, "all"): len(there.passed | there.failed | here.failed)})
            differ += bool(differences(name, here, there))
    for toolkit in FOLDERS:
        print(f"{toolkit}: {sums[toolkit, 'programs']} programs, {sums[toolkit, 'all']} tests, "
              f"{sums[toolkit, 'there']} pass on Xvfb, {sums[toolkit, 'here']} on Vitrine")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
