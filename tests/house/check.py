#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules of the house: includes point down, files stay small, nothing generated is committed,
every request and event of the core has a test that is tagged with its name."""

import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

TOP = pathlib.Path(__file__).resolve().parents[2]
LONGEST = 600  # lines

# A folder may include what stands on a lower floor, and itself.
FLOORS = {
    "protocol/wire": 0, "protocol/canvas": 0, "protocol/pixels": 0.1, "protocol/ops": 0.2,
    "protocol/client": 0.3, "protocol/x11": 0,
    "server/base": 1, "server/render": 2, "server/display": 3, "server/requests": 4,
    "server/scene": 4, "server/clients": 5, "server/viewers": 5, "server/rfb": 5,
    "server/gateway": 5, "server/sessions": 5, "server/compare": 6, "server/app": 7,
    "viewer": 1, "web/core": 1,
}
# Two programs that know ops, and do not know that X exists.
APART = {"viewer": ("server/", "protocol/x11", "x11/"), "web/core": ("server/", "protocol/x11", "x11/")}
TOP_LEVEL = {
    "CMakeLists.txt", "CMakePresets.json", "server", "viewer", "web", "protocol", "tests", "assets",
    "README.md", "dev", ".ci", "LICENSE", ".gitignore", ".clang-format", ".clang-tidy",
    ".editorconfig",
}
SOURCES = re.compile(r"\.(cpp|h|c|py|ts|tsx|css|mjs)$")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


def folder_of(path):
    """The house's folder that holds a file, or None."""
    for folder in FLOORS:
        if path.startswith(folder + "/"):
            return folder
    return None


def include_faults(path, text):
    here = folder_of(path)
    if here is None:
        return
    for included in INCLUDE.findall(text):
        there = folder_of(included)
        if any(included.startswith(prefix) for prefix in APART.get(here, ())):
            yield f"{path}: includes {included}, which is none of its business"
        elif there and there != here and FLOORS[there] >= FLOORS[here]:
            yield f"{path}: includes {included}, which is not below it"


TEST_CASE = re.compile(r'TEST_CASE\(((?:[^"()]|"(?:[^"\\]|\\.)*")*)\)')
TAG = re.compile(r"\[(\w+)\]")


def coverage_faults():
    """The core's requests and events, by xcb-proto's names, that no test in conformance claims."""
    folder = subprocess.run(["pkg-config", "--variable=xcbincludedir", "xcb-proto"],
                            capture_output=True, text=True, check=True).stdout.strip()
    core = ElementTree.parse(pathlib.Path(folder) / "xproto.xml").getroot()
    names = [e.get("name") for e in core if e.tag in ("request", "event", "eventcopy")]
    names.remove("GeGeneric")  # what extensions make their events of
    tags = set()
    for path in (TOP / "tests" / "conformance").glob("**/*.cpp"):
        for arguments in TEST_CASE.findall(path.read_text(encoding="utf-8")):
            tags.update(TAG.findall(arguments))
    return [f"tests/conformance: no test is tagged [{name}]" for name in names if name not in tags]


def faults(files):
    for path in files:
        if path.split("/")[0] not in TOP_LEVEL:
            yield f"{path}: not a name of the top level"
        if re.search(r"(^|/)(build|dist|node_modules|generated)/", path):
            yield f"{path}: generated"
        if not SOURCES.search(path):
            continue
        text = (TOP / path).read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines > LONGEST:
            yield f"{path}: {lines} lines, more than {LONGEST}"
        if "SPDX-License-Identifier: GPL-2.0-or-later" not in "\n".join(text.splitlines()[:3]):
            yield f"{path}: no SPDX line at its head"
        if path.endswith(".h") and "#pragma once" not in text:
            yield f"{path}: no #pragma once"
        yield from include_faults(path, text)


def main():
    listed = subprocess.run(["git", "ls-files"], cwd=TOP, check=True, capture_output=True, text=True)
    files = [name for name in listed.stdout.splitlines() if (TOP / name).is_file()]
    found = [*faults(files), *coverage_faults()]
    print("\n".join(found) if found else f"{len(files)} files keep the rules of the house")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
