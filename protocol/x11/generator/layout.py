# SPDX-License-Identifier: GPL-2.0-or-later
"""What the C++ of a struct follows from: its sizes, and which fields are derived from others."""

from .model import Fd, Field, List, Pad, Scalar

MAX_ALIGN = 4  # of a struct on the wire, whatever it holds


def align_of(type_):
    if isinstance(type_, Scalar):
        return type_.size
    if type_.is_raw:
        return 1
    sizes = [align_of(f.type) for f in type_.fields if isinstance(f, (Field, List))]
    return max(sizes, default=1)


def size_of(type_):
    """In bytes, or None where the size varies."""
    if isinstance(type_, Scalar):
        return type_.size
    if type_.is_raw:
        return 32
    sizes = [field_size(f) for f in type_.fields]
    if None in sizes:
        return None
    return max(sizes) if type_.is_union else sum(sizes)


def field_size(f):
    if isinstance(f, Pad):
        return f.size if not f.align else None
    if isinstance(f, Field):
        return size_of(f.type)
    if isinstance(f, List) and f.length and f.length[0] == "number":
        size = size_of(f.type)
        return None if size is None else size * f.length[1]
    return None


def is_pod(type_):
    """Laid out in memory as on the wire, so that lists of it can be borrowed in place."""
    if isinstance(type_, Scalar):
        return True
    if type_.is_raw:
        return True
    if size_of(type_) is None:
        return False
    if type_.is_union:
        return all(is_pod(f.type) for f in type_.fields)
    offset = 0
    for f in type_.fields:
        if isinstance(f, (Field, List)):
            if not is_pod(f.type) or offset % align_of(f.type):
                return False
        offset += field_size(f)
    return offset % align_of(type_) == 0


def derived(fields):
    """Fields that only count a list beside them: name → (list, factor)."""
    found = {}
    scalars = {f.raw for f in fields if isinstance(f, Field) and isinstance(f.type, Scalar)}
    for f in fields:
        if not isinstance(f, List) or not f.length:
            continue
        if f.counted:
            found[f.counted[0]] = (f, f.counted[1])
            continue
        length, factor = f.length, 1
        if length[0] == "*" and length[2][0] == "number":
            length, factor = length[1], length[2][1]
        elif length[0] == "*" and length[1][0] == "number":
            length, factor = length[2], length[1][1]
        if length[0] == "field" and length[1] in scalars and length[1] not in found:
            found[length[1]] = (f, factor)
    return found


def varies(fields):
    return any(field_size(f) is None and not isinstance(f, Fd) for f in fields)


def first_byte(fields):
    """The field in byte 1 of a message (None where it is padding) and the fields after it."""
    if fields and isinstance(fields[0], Pad) and fields[0].size == 1:
        return None, fields[1:]
    if fields and isinstance(fields[0], Field) and size_of(fields[0].type) == 1:
        return fields[0], fields[1:]
    return None, fields
