#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs rendercheck on $DISPLAY: the groups of X.Org's own CI, or all groups at three formats."""

import argparse
import re
import subprocess
import sys

SOME = ["-o", "clear,src,dst,over,xor,disjointover"]
CI = [
    ["-t", "blend", "-f", "a8r8g8b8"],
    ["-t", "blend", "-f", "a8r8g8b8,x8r8g8b8"],
    ["-t", "blend", "-f", "a8r8g8b8,a2r10g10b10"],
    ["-t", "blend", "-o", "clear"],
    ["-t", "blend", "-o", "src"],
    ["-t", "blend", "-o", "over"],
    ["-t", "composite", "-f", "a8r8g8b8", *SOME],
    ["-t", "composite", "-f", "a8r8g8b8,x8r8g8b8", *SOME],
    ["-t", "composite", "-f", "a8r8g8b8,a2r10g10b10", *SOME],
    ["-t", "cacomposite", "-f", "a8r8g8b8", *SOME],
    ["-t", "cacomposite", "-f", "a8r8g8b8,a8", *SOME],
    ["-t", "cacomposite", "-f", "a8r8g8b8,x8r8g8b8", *SOME],
    ["-t", "cacomposite", "-f", "a8r8g8b8,a2r10g10b10", *SOME],
    *(["-t", name] for name in ("fill", "bug7366", "dcoords", "scoords", "mcoords", "tscoords",
                                "tmcoords", "triangles", "libreoffice_xrgb", "gtk_argb_xbgr")),
]
ALL = [["-f", "a8r8g8b8,x8r8g8b8,a8"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rendercheck", help="the program")
    parser.add_argument("--all", action="store_true", help="all groups at three formats")
    options = parser.parse_args()
    passed = total = 0
    for group in ALL if options.all else CI:
        run = subprocess.run([options.rendercheck, *group], stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, text=True, errors="replace")
        counts = re.search(r"(\d+) tests passed of (\d+) total", run.stdout)
        told = counts.group(0) if counts else f"ended with {run.returncode}"
        print(" ".join(group) + ": " + told)
        if counts:
            passed += int(counts.group(1))
            total += int(counts.group(2))
        else:
            total += 1
    print(f"{passed} of {total}")
    return 0 if passed == total else 1


if __name__ == "__main__":
    sys.exit(main())
