# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether a program is at work."""

import glob


def any_running(sessions):
    """Whether a thread of any process of these POSIX sessions runs, or would if it had a
    processor."""
    names = set(map(str, sessions))
    for stat in glob.glob("/proc/[0-9]*/stat"):
        fields = _fields(stat)
        if len(fields) > 3 and fields[3] in names:
            for thread in glob.glob(stat.replace("/stat", "/task/*/stat")):
                if _fields(thread)[:1] in (["R"], ["D"]):
                    return True
    return False


def _fields(path):
    """From the state on; the name before it may hold anything."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()
    except OSError:  # it has ended
        return []
