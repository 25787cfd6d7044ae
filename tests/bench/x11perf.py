# SPDX-License-Identifier: GPL-2.0-or-later
"""x11perf on Vitrine with a viewer that watches, on Xvfb and on TigerVNC's Xvnc, test by test."""

import contextlib
import functools
import pathlib
import re
import statistics
import subprocess

import servers

# Some of each family, small and large; more sizes and fills of the same. With RENDER or MIT-SHM:
# skipped where a server has it not.
TESTS = """
dot rect1 rect10 rect100 rect500 srect10 srect100 osrect100 tilerect10 tilerect100
oddtilerect10 bigtilerect100 eschertilerect100
seg1 seg10 seg100 dseg10 ddseg100 hseg100 vseg100
whseg100
line1 line10 line100 dline100 ddline100 wline10 wline100 wdline100
orect10 worect10
circle1 circle10 circle100 dcircle100 wcircle10 wdcircle100 pcircle10
pcircle100 fcircle10 fcircle100 fcpcircle100
ellipse10 ellipse100 dellipse100 wellipse10 pellipse10
fellipse100 fcpellipse100
triangle1 triangle10 trap10 trap100 strap100 tiletrap10
complex100 64poly10convex 64poly10complex
ftext f14text16 tr10text polytext fitext
tr10itext
scroll10 scroll100 scroll500 copywinwin10 copywinwin100 copypixwin10 copypixwin100
copywinpix100 copypixpix10 copypixpix100 copyplane10
copyplane100
putimage10 putimage100 putimage500 putimagexy10 getimage10 getimage100 getimage500
shmput10 shmput100 shmput500 shmget10 shmget100
aa10text rgb10text aatrap10 aatrapezoid10 aatrapezoid100 compwinwin10
compwinwin100 comppixwin10 comppixwin100
noop pointer prop gc
create ucreate map unmap destroy popup move umove movetree resize uresize circulate ucirculate
""".split()
MORE = """
osrect10 tilerect500 oddsrect100 oddtilerect100 bigsrect100 seg500 seg100c2 dseg100 hseg10 hseg500
vseg10 vseg500 wvseg100 line500 wline500 wddline100 orect100 orect500 worect100 circle500
wcircle100 wpcircle100 fcircle1 fcircle500 fspcircle100 ellipse500 wellipse100 fellipse10
fellipse500 triangle100 trap1 trap300 ostrap100 tiletrap100 complex10 64poly100convex
64poly100complex f8text f9text tr24text polytext16 f8itext f14itext16 copywinwin500 copypixwin500
copywinpix10 copypixpix500 deepcopyplane100 putimagexy100 getimagexy10 getimagexy100 shmget500
aa24text aatrap100 comppixwin500
""".split()
AT_ONCE = 16  # tests in one run of x11perf, which takes seconds to begin
SHORT = ["-repeat", "1", "-time", "1", "-pause", "0", "-subs", "25"]


@functools.cache
def label(test):
    run = subprocess.run(["x11perf", "-labels", *SHORT, f"-{test}"], capture_output=True,
                         text=True, check=True)
    return run.stdout.strip()


def rates(tests, server):
    """Requests a second by label; without what the server cannot do."""
    run = subprocess.run(["x11perf", *SHORT, *(f"-{test}" for test in tests)],
                         env=server.environment(), capture_output=True, text=True, check=False)
    found = re.findall(r"\(\s*([\d.]+)/sec\): (.+)$", run.stdout, re.MULTILINE)
    return {name.strip(): float(rate) for rate, name in found if float(rate)}


def measure(tests, displays, rounds):
    """{test: {server: rate}}, the servers taking turns."""
    best = {test: {} for test in tests}
    for _ in range(rounds):
        for name, display in displays.items():
            measured = rates(tests, display)
            for test in tests:
                if label(test) in measured:
                    best[test][name] = max(best[test].get(name, 0), measured[label(test)])
    return best


def bench(options):
    build = pathlib.Path(options.build).resolve() / "bin"
    vitrine, viewer = str(build / "vitrine"), str(build / "headless_viewer")
    tests = [test for test in TESTS + MORE * options.all if re.search(options.only, test)]
    watching = "nobody watching" if options.unwatched else "a viewer watching"
    print(f"== x11perf: requests a second, best of {options.rounds}; Vitrine with {watching}")
    print(f"{'':50} {'Vitrine':>10} {'Xvfb':>10} {'Xvnc':>10} {'/Xvfb':>6} {'/Xvnc':>6}")
    ratios = {"Xvfb": {}, "Xvnc": {}}
    with contextlib.ExitStack() as stack:
        ours = servers.vitrine_desktop(vitrine) if options.unwatched else \
            servers.Watched(vitrine, viewer)
        displays = {"Vitrine": stack.enter_context(ours),
                    "Xvfb": stack.enter_context(servers.xvfb()),
                    "Xvnc": stack.enter_context(servers.xvnc())}
        for first in range(0, len(tests), AT_ONCE):
            measured = measure(tests[first:first + AT_ONCE], displays, options.rounds)
            for test, best in measured.items():
                line = f"{f'{test}: {label(test)}'[:50]:50}"
                for name in displays:
                    line += f" {best[name]:10.0f}" if name in best else f" {'-':>10}"
                for name, of in ratios.items():
                    if "Vitrine" in best and name in best:
                        of[test] = best["Vitrine"] / best[name]
                        line += f" {of[test]:6.2f}"
                print(line, flush=True)
    for name, of in ratios.items():
        if not of:
            continue
        least = sorted(of, key=of.get)[:5]
        print(f"against {name}: {len(of)} tests, geometric mean "
              f"{statistics.geometric_mean(of.values()):.2f}, least: "
              + ", ".join(f"{test} {of[test]:.2f}" for test in least))
