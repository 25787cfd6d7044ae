# SPDX-License-Identifier: GPL-2.0-or-later
"""The C++ that writes: structs, replies and events into a Writer."""

from . import names
from .declarations import default_of, event_fields, type_cpp
from .layout import MAX_ALIGN, align_of, derived, field_size, first_byte, is_pod
from .model import Fd, Field, List, Pad, Scalar
from .parsing import Parsing, condition


class Writing:
    def __init__(self):
        self.lines = []
        self.depth = 1

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    def fields(self, fields, prefix, scope, optional=False):
        scope = dict(scope)
        counts = derived(fields)
        for f in fields:
            if isinstance(f, (Field, List)):
                scope[f.raw] = prefix + names.field(f.raw)
        aligned = True
        for f in fields:
            if isinstance(f, Pad):
                self.line(f"writer.align({f.align});" if f.align else f"writer.zero({f.size});")
                aligned = aligned or f.align >= 4
            elif isinstance(f, Field):
                self.field(f, prefix, counts, optional, scope)
            elif isinstance(f, List):
                unit = min(align_of(f.type), MAX_ALIGN)
                if not aligned and unit > 1:
                    self.line(f"writer.align({unit});")
                self.line(f"writer.list({prefix}{names.field(f.raw)});")
                aligned = aligned and field_size(f) is not None
            elif not isinstance(f, Fd):
                self.switch(f, prefix + names.field(f.raw) + ".", scope)
                aligned = False

    def field(self, f, prefix, counts, optional, scope):
        if f.raw in counts:
            self.line(f"writer.put(static_cast<{type_cpp(f.type)}>({self.count(f, prefix, counts)}));")
            return
        name = prefix + names.field(f.raw)
        if isinstance(f.type, Scalar):
            value = f"{name}.value_or({default_of(f.type)})" if optional else name
            self.line(f"writer.put<{'std::uint8_t' if f.type.kind == 'bool' else type_cpp(f.type)}>({value});")
        elif is_pod(f.type) or f.type.is_union:
            self.line(f"writer.put({name}{'.value_or(' + f.type.cpp + '{})' if optional else ''});")
        else:
            self.line(f"{name}.write(writer);")

    def count(self, f, prefix, counts):
        counted, factor = counts[f.raw]
        size = f"sizeOf({prefix}{names.field(counted.raw)})"
        if isinstance(factor, str):
            return factor.format(size=size)
        return size if factor == 1 else f"{size} / {factor}"

    def switch(self, switch, prefix, scope):
        on = Parsing(False).expression(switch.on, scope)
        for case in switch.cases:
            if case.name:
                self.line(f"if ({prefix}{names.field(case.name)}) {{")
                inner, optional = f"{prefix}{names.field(case.name)}->", False
            else:
                self.line(f"if ({condition(case, on)}) {{")
                inner, optional = prefix, True
            self.depth += 1
            self.fields(case.fields, inner, scope, optional)
            self.depth -= 1
            self.line("}")

    def first_byte(self, first, fields, own="0"):
        counts = derived(fields)
        if first is None:
            self.line(f"writer.put<std::uint8_t>({own});")
        else:
            self.field(first, "", counts, False, {})

    def body(self, owner):
        text = "\n".join(self.lines)
        unused = "[[maybe_unused]] " if not self.lines else ""
        return f"void {owner}::write({unused}Writer& writer) const\n{{\n{text}\n}}\n\n"


def write_struct(struct):
    writing = Writing()
    writing.fields(struct.fields, "", {})
    return writing.body(struct.cpp)


def write_reply(request):
    writing = Writing()
    fields = request.reply.fields
    first, rest = first_byte(fields)
    writing.line("writer.put(replyResponse);")
    writing.first_byte(first, fields)
    writing.line("writer.putSequence();")
    writing.line("writer.zero(4);")
    # What stands in byte 1 may still say how the rest is to be read.
    writing.fields(rest, "", {f.raw: names.field(f.raw) for f in fields if isinstance(f, (Field, List))})
    writing.line("writer.endReply();")
    return writing.body(request.module.qualify(request.name) + "::Reply")


def write_event(event):
    writing = Writing()
    writing.line("writer.put(code);")
    if event.is_generic:
        writing.line(f"writer.put<std::uint8_t>({event.module.major});")
        writing.line("writer.putSequence();")
        writing.line("writer.zero(4);")
        writing.line("writer.put(eventType);")
        writing.fields(event.fields, "", {})
        writing.line("writer.endGenericEvent();")
    else:
        fields = event_fields(event)
        first, rest = first_byte(fields)
        if len(fields) != len(event.fields):
            first, rest = None, fields
        if event.has_sequence:
            kind = "xkbType" if len(fields) != len(event.fields) else "0"
            writing.first_byte(first, event.fields, kind)
            writing.line("writer.putSequence();")
        else:
            rest = fields  # from byte 1 on
        writing.fields(rest, "", {})
        writing.line("writer.endEvent();")
    return writing.body(event.module.qualify(event.name))


def swap_struct(struct):
    """In place, for structs that are laid out as on the wire."""
    lines = []
    if struct.is_union:
        widest = [f for f in struct.fields if field_size(f) == field_size(struct.fields[0])]
        members = [widest[-1]]
    else:
        members = [f for f in struct.fields if not isinstance(f, Pad)]
    for f in members:
        single = isinstance(f, Field) and isinstance(f.type, Scalar) and f.type.size == 1
        bytes_ = isinstance(f, List) and isinstance(f.type, Scalar) and f.type.size == 1
        if not single and not bytes_:
            lines.append(f"    swapBytes(value.{names.field(f.raw)});")
    unused = "" if lines else "[[maybe_unused]] "
    body = "\n".join(lines)
    return f"void swapBytes({unused}{struct.cpp}& value)\n{{\n{body}\n}}\n\n"
