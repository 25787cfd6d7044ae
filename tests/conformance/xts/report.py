# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of two servers' journals, and each purpose in which they differ."""

import collections
import re

SERVERS = ("xvfb", "vitrine")


def results_of(journal):
    """Number of each test purpose -> its result, and what became of the program."""
    results, fate = {}, ""
    for line in journal.read_text(encoding="utf-8").splitlines():
        if line.startswith("220|"):
            found = re.match(r"220\|\S+ (\d+) \d+ \S+\|(.*)", line)
            if found:
                results[int(found[1])] = found[2]
        elif line.startswith("fate|"):
            fate = line[5:]
    return results, fate


def read(results, only):
    """server -> program -> (results, fate)"""
    read_by = {}
    for server in SERVERS:
        folder = results / server
        programs = {str(log.relative_to(folder))[:-4]: results_of(log)
                    for log in sorted(folder.rglob("*.log"))}
        read_by[server] = {name: what for name, what in programs.items()
                           if any(name == area or name.startswith(area + "/") for area in only)}
    return read_by


def print_report(results, only):
    """Prints it; 1 where any purpose passes on Xvfb alone, or a program or server failed."""
    by_server = read(results, only)
    worse, better, fates = [], [], []
    passed = {server: collections.Counter() for server in SERVERS}
    asked = collections.Counter()
    for program in sorted(set(by_server["xvfb"]) | set(by_server["vitrine"])):
        area = program.split("/")[0]
        theirs, ours = (by_server[server].get(program, ({}, "")) for server in SERVERS)
        for purpose in sorted(set(theirs[0]) | set(ours[0])):
            before, after = theirs[0].get(purpose, "-"), ours[0].get(purpose, "-")
            asked[area] += 1
            passed["xvfb"][area] += before == "PASS"
            passed["vitrine"][area] += after == "PASS"
            if before == "PASS" != after:
                worse.append(f"  {program} {purpose}: {after}")
            elif after == "PASS" != before and before != "-":
                better.append(f"  {program} {purpose}: {before} on Xvfb")
        if ours[1]:
            fates.append(f"  {program}: {ours[1]}")
    print("| area | purposes | PASS on Xvfb | PASS on Vitrine |\n| --- | --- | --- | --- |")
    for area in sorted(asked, key=lambda name: (name.rstrip("0123456789"),
                                                int(re.sub(r"\D", "", name) or 0))):
        print(f"| {area} | {asked[area]} | {passed['xvfb'][area]} | {passed['vitrine'][area]} |")
    for title, lines in (("Only Xvfb passes", worse), ("Only Vitrine passes", better),
                         ("Programs that ended badly on Vitrine", fates)):
        if lines:
            print(f"\n{title}: {len(lines)}", *lines, sep="\n")
    return 1 if worse or fates else 0
