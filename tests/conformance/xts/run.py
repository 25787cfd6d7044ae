#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the public X test suite on Xvfb and on Vitrine, a fresh server for each program, and compares.

  run.py BUILT_SUITE [--vitrine PROGRAM] [--only Xproto Xlib4/XMapWindow …] [--servers vitrine]

The folder of results keeps each program's journal; programs that are not run again keep theirs, and
the table is of all that are there. ../README.md says how to build the suite.
"""

import argparse
import concurrent.futures
import os
import pathlib
import queue
import re
import subprocess
import sys
import tempfile
import time

from report import print_report

TOP = pathlib.Path(__file__).resolve().parents[3]
SYSTEM_FONTS = [path for path in map(pathlib.Path, ("/usr/share/fonts/X11/misc",))
                if (path / "fonts.dir").exists()]


class Suite:
    """Where the suite was built, and which programs it has."""

    def __init__(self, built):
        self.built = built.resolve()
        makefile = (self.built / "Makefile").read_text(encoding="utf-8")
        self.source = pathlib.Path(re.search(r"^abs_top_srcdir = (.*)$", makefile, re.M)[1]).resolve()
        self.fonts = [self.built / "xts5/fonts", *SYSTEM_FONTS]

    def programs(self, wanted):
        """AREA/NAME of each program that a scenario names and that was built."""
        found = []
        for scenario in sorted((self.source / "xts5/scenarios").glob("*_scen")):
            for line in scenario.read_text(encoding="latin-1").splitlines():
                program = line.strip().lstrip("/")
                if line.startswith("\t/") and self.program(program).is_file():
                    found.append(program)
        return [program for program in found
                if any(program == name or program.startswith(name + "/") for name in wanted)]

    def program(self, name):
        return self.built / "xts5" / name

    def folders(self, name):
        """Where a program's files are: built, and as the suite has them."""
        return [(top / "xts5" / name).parent for top in (self.built, self.source)]

    def environment(self):
        return {"TET_ROOT": str(self.source), "TET_CODE": str(self.source / "xts5/tet_code"),
                "TET_EXECUTE": str(self.built / "xts5")}


class Server:
    """A display that ends with the block."""

    def __init__(self, kind, vitrine, suite, number):
        self.number = number
        self.folder = tempfile.TemporaryDirectory(prefix="xts-server-")
        self.environment = dict(os.environ, DISPLAY=f":{number}")
        self.environment.pop("XAUTHORITY", None)
        fonts = [str(path) for path in suite.fonts]
        if kind == "xvfb":
            self.command = ["Xvfb", f":{number}", "-screen", "0", "1280x800x24", "-nolisten", "tcp",
                            "-fp", ",".join(fonts)]
        else:
            self.environment["XAUTHORITY"] = f"{self.folder.name}/vitrine/Xauthority-{number}"
            self.command = [vitrine, "run", "--display", str(number), "--no-vnc", "--page", "/tmp",
                            "--name", f"xts-{number}", "--unmanaged", "--byte-swapped-clients",
                            "--font-path", *fonts, "--", "sleep", "infinity"]

    def __enter__(self):
        environment = dict(self.environment, XDG_RUNTIME_DIR=self.folder.name)
        self.errors = open(f"{self.folder.name}/errors", "w+b")
        self.process = subprocess.Popen(self.command, env=environment, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=self.errors)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            if subprocess.run(["xset", "q"], env=self.environment, capture_output=True,
                              check=False, timeout=30).returncode == 0:
                return self
            time.sleep(0.05)
        raise SystemExit(f"{self.command[0]} did not start: {self.said()}")

    def said(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")[-2000:]

    def died(self):
        return self.process.poll() is not None

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.errors.close()
        self.folder.cleanup()


class Runner:
    def __init__(self, suite, options):
        self.suite = suite
        self.options = options
        self.numbers = queue.SimpleQueue()
        for job in range(options.jobs):
            self.numbers.put(options.display + job)
        self.configurations = {}

    def server(self, kind, number):
        return Server(kind, self.options.vitrine, self.suite, number)

    def configure(self, kind):
        """The suite's own description of this server, as its xts-config writes it."""
        template = self.suite.source / "xts5/tetexec.cfg.in"
        with self.server(kind, self.options.display) as server:
            text = subprocess.run(
                ["perl", "-p", self.suite.built / "xts5/bin/xts-config"], check=True, text=True,
                input=template.read_text(encoding="latin-1"), capture_output=True,
                env={**server.environment, **self.suite.environment()}).stdout
        good = ",".join(str(path) for path in self.suite.fonts[1:]) or "built-ins"
        values = {"XT_FONTPATH": ",".join(map(str, self.suite.fonts)), "XT_FONTPATH_GOOD": good,
                  "XT_FONTDIR": f"{self.suite.fonts[0]}/", "XT_SPEEDFACTOR": self.options.slowness}
        for name, value in values.items():
            text = re.sub(rf"^{name}=.*$", f"{name}={value}", text, flags=re.M)
        return re.sub(r"^DISPLAY=.*\n", "", text, flags=re.M)

    def run(self, kind, program):
        number = self.numbers.get()
        try:
            with self.server(kind, number) as server, tempfile.TemporaryDirectory() as place:
                return self.run_on(kind, server, program, pathlib.Path(place))
        finally:
            self.numbers.put(number)

    def run_on(self, kind, server, program, place):
        for folder in self.suite.folders(program):
            for file in folder.iterdir() if folder.is_dir() else ():
                link = place / file.name
                if not link.exists() and not file.name.endswith((".o", ".c", ".m")):
                    link.symlink_to(file)
        configuration = place / "configuration"
        configuration.write_text(self.configurations[kind] + f"DISPLAY=:{server.number}\n",
                                 encoding="utf-8")
        journal = place / "journal"
        environment = {**server.environment, **self.suite.environment(),
                       "TET_CONFIG": str(configuration), "TET_RESFILE": str(journal)}
        began = time.monotonic()
        fate = ""
        with subprocess.Popen([place / pathlib.Path(program).name], cwd=place, env=environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, start_new_session=True) as process:
            try:
                process.wait(timeout=self.options.timeout)
            except subprocess.TimeoutExpired:
                fate = "the program hung"
            finally:
                try:
                    os.killpg(process.pid, 9)  # what it may have started
                except ProcessLookupError:
                    pass
        if server.died():
            fate = f"the server died: {server.said()}"
        text = journal.read_text(encoding="latin-1") if journal.exists() else ""
        if fate:
            text += f"fate|{fate!r}\n"
        log = self.options.results / kind / (program + ".log")
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(text, encoding="utf-8")
        return f"{kind:8} {program:50} {time.monotonic() - began:6.1f} s {fate}"

    def run_all(self, programs):
        for kind in self.options.servers:
            self.configurations[kind] = self.configure(kind)
        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            runs = [pool.submit(self.run, kind, program)
                    for program in programs for kind in self.options.servers]
            for run in concurrent.futures.as_completed(runs):
                print(run.result(), file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", type=pathlib.Path, help="the folder in which the suite was built")
    parser.add_argument("--vitrine", default=str(TOP / "build/release/bin/vitrine"))
    parser.add_argument("--servers", nargs="+", choices=["xvfb", "vitrine"],
                        default=["xvfb", "vitrine"])
    parser.add_argument("--only", nargs="+", metavar="AREA", help="areas or AREA/PROGRAMs",
                        default=["Xproto", "SHAPE", "XI", *(f"Xlib{number}" for number in range(3, 18))])
    parser.add_argument("--results", type=pathlib.Path, default=pathlib.Path("xts-results"))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--display", type=int, default=800, help="the first display number to use")
    parser.add_argument("--timeout", type=float, default=600, help="seconds a program may take")
    parser.add_argument("--slowness", type=int, default=1, help="the suite's XT_SPEEDFACTOR")
    parser.add_argument("--report", action="store_true", help="print the table; run nothing")
    options = parser.parse_args()
    suite = Suite(options.suite)
    if not options.report:
        Runner(suite, options).run_all(suite.programs(options.only))
    return print_report(options.results, options.only)


if __name__ == "__main__":
    sys.exit(main())
