# SPDX-License-Identifier: GPL-2.0-or-later
"""The header of a module: enums, structs, requests, replies, events, errors."""

from . import names
from .layout import derived, field_size, is_pod, size_of
from .model import Fd, Field, List, Pad, Scalar, Switch

HEAD = "// Generated from xcb-proto's {source}.xml; see protocol/x11/generate.py.\n"


def type_cpp(type_, in_pod=False):
    if isinstance(type_, Scalar):
        # Any byte may stand in memory that is borrowed; a bool may not.
        return "std::uint8_t" if in_pod and type_.kind == "bool" else type_.cpp
    return type_.cpp


def element_cpp(type_):
    if isinstance(type_, Scalar) and type_.kind == "bool":
        return "std::uint8_t"
    if isinstance(type_, Scalar) and type_.kind == "byte":
        return "std::byte"
    return type_cpp(type_)


def list_cpp(f, borrowed):
    element = element_cpp(f.type)
    if f.length and f.length[0] == "number" and is_pod(f.type):
        return f"std::array<{element}, {f.length[1]}>"
    if element == "char":
        return "std::string_view" if borrowed else "std::string"
    if borrowed and is_pod(f.type):
        return f"std::span<const {element}>"
    return f"std::vector<{element}>"


class Declarations:
    def __init__(self, module):
        self.module = module
        self.lines = []
        self.depth = 0

    def line(self, text=""):
        self.lines.append("    " * self.depth + text if text else "")

    def open(self, text):
        self.line(text + " {")
        self.depth += 1

    def close(self, text="};"):
        self.depth -= 1
        self.line(text)

    def text(self):
        module = self.module
        self.line(HEAD.format(source=module.header) + "#pragma once\n")
        self.line('#include "protocol/x11/reader.h"\n#include "protocol/x11/writer.h"')
        for header in module.imports:
            other = module.loader(header)
            self.line(f'#include "x11/{other.file}.h"')
        space = f"vitrine::x11::{module.namespace}" if module.namespace else "vitrine::x11"
        self.line(f"\nnamespace {space} {{\n")
        if module.namespace:
            self.line(f"inline constexpr ExtensionInfo extension{{\"{module.xname}\", {module.major}, "
                      f"{module.first_event}, {module.event_count}, {module.first_error}, "
                      f"{module.error_count}, {module.version[0]}, {module.version[1]}}};\n")
        for name, values in module.enums.items():
            self.enum(name, values)
        self.errors()
        for struct in module.structs:
            self.struct(struct)
        for request in module.requests:
            self.request(request)
        for event in module.events:
            self.event(event)
        self.line(f"}} // namespace {space}")
        return "\n".join(self.lines) + "\n"

    def enum(self, name, values):
        taken = {s.name for s in self.module.structs} | {r.name for r in self.module.requests}
        spelled = enum_name(name, taken)
        self.open(f"struct {spelled}")
        for item, value in values:
            number = hex(value) if value > 255 else value
            self.line(f"static constexpr std::uint32_t {names.enumerator(item, name)} = {number};")
        self.close()
        self.line()

    def errors(self):
        if not self.module.errors:
            return
        self.open("struct ErrorCode")
        for name, number in self.module.errors:
            short = name[3:] if name.startswith("Bad") else name
            self.line(f"static constexpr std::uint8_t {names.type_name(short)} = "
                      f"{self.module.first_error + number if self.module.namespace else number};")
        self.close()
        self.line()

    # Structs

    def struct(self, struct):
        if struct.is_raw:
            self.line(f"using {struct.name} = RawEvent;\n")
            return
        pod = is_pod(struct)
        if struct.is_union and not pod:
            self.open(f"struct {struct.name}")  # a record of 20 bytes whose kind is its third
            self.line("std::array<std::uint8_t, 20> bytes{};")
            self.close()
            self.line()
            return
        self.open(("union " if struct.is_union else "struct ") + struct.name)
        if pod:
            self.pod_members(struct)
        else:
            self.members(struct.fields, borrowed=False)
            parameters = "".join(f", std::uint64_t {names.field(p)}" for p in struct.params)
            self.line(f"static {struct.name} parse(Reader& reader{parameters});")
            self.line("void write(Writer& writer) const;")
        if pod and not has_union(struct):
            self.line(f"bool operator==(const {struct.name}&) const = default;")
        self.close()
        if pod:
            self.line(f"static_assert(sizeof({struct.name}) == {size_of(struct)});")
            self.line(f"void swapBytes({struct.name}& value);")
        self.line()

    def pod_members(self, struct):
        pads = 0
        initialised = None
        if struct.is_union:  # the last of the widest: written as a whole
            widest = [f for f in struct.fields if field_size(f) == size_of(struct)]
            initialised = widest[-1]
        for f in struct.fields:
            init = "{}" if not struct.is_union or f is initialised else ""
            if isinstance(f, Pad):
                self.line(f"std::array<std::uint8_t, {f.size}> pad{pads}{{}};")
                pads += 1
            elif isinstance(f, List):
                self.line(f"std::array<{type_cpp(f.type, True)}, {f.length[1]}> {names.field(f.raw)}{init};")
            else:
                self.line(f"{type_cpp(f.type, True)} {names.field(f.raw)}{init};")

    def members(self, fields, borrowed, in_request=False, optional=False, initialised=True):
        counts = derived(fields)
        for f in fields:
            if isinstance(f, Pad) or (isinstance(f, Field) and f.raw in counts):
                continue
            name = names.field(f.raw, in_request)
            wrap = (lambda t: f"std::optional<{t}>") if optional else (lambda t: t)
            if isinstance(f, Fd):
                continue  # beside the bytes: Call gives and takes them
            if isinstance(f, Field):
                init = "" if optional else " = " + default_of(f.type) if isinstance(f.type, Scalar) else "{}"
                self.line(f"{wrap(type_cpp(f.type))} {name}{init if initialised else ''};")
            elif isinstance(f, List):
                init = "{}" if list_cpp(f, borrowed).startswith("std::array") else ""
                self.line(f"{wrap(list_cpp(f, borrowed))} {name}{init if initialised else ''};")
            else:
                self.switch(f, name, borrowed)

    def switch(self, switch, name, borrowed):
        type_ = switch_name(switch)
        self.open(f"struct {type_}")
        for case in switch.cases:
            if case.name:
                inner = names.type_name(case.name) + "Case"
                self.open(f"struct {inner}")
                # Without initialisers: clang takes them for unknown until the outermost struct ends,
                # and an optional of it cannot be made before that. It makes it all zero anyway.
                self.members(case.fields, borrowed, initialised=False)
                self.close()
                self.line(f"std::optional<{inner}> {names.field(case.name)};")
            else:
                self.members(case.fields, borrowed, optional=True)
        self.close()
        self.line(f"{type_} {name};")

    # Messages

    def request(self, request):
        self.open(f"struct {request.name}")
        self.line(f"static constexpr std::uint8_t opcode = {request.number};")
        self.line(f'static constexpr std::string_view name = "{request.name}";')
        descriptors = sum(isinstance(f, Fd) for f in request.fields)  # a list's first stands for it
        if descriptors:
            self.line(f"static constexpr int fileDescriptors = {descriptors};")
        self.line()
        self.members(request.fields, borrowed=True, in_request=True)
        if request.reply:
            self.line()
            self.open("struct Reply")
            self.members(request.reply.fields, borrowed=False)
            self.line("static Reply parse(Reader& reader);")
            self.line("void write(Writer& writer) const;")
            self.close()
        self.line()
        self.line(f"static {request.name} parse(Reader& reader);")
        self.close()
        self.line()

    def event(self, event):
        self.open(f"struct {event.name}")
        if event.is_generic:
            self.line("static constexpr std::uint8_t code = 35; // GenericEvent")
            self.line(f"static constexpr std::uint16_t eventType = {event.number};")
        elif self.module.header == "xkb":
            self.line(f"static constexpr std::uint8_t code = {self.module.first_event};")
            self.line(f"static constexpr std::uint8_t xkbType = {event.number};")
        else:
            self.line(f"static constexpr std::uint8_t code = {self.module.first_event + event.number};")
        self.line()
        self.members(event_fields(event), borrowed=False)
        self.line(f"static {event.name} parse(Reader& reader);")
        self.line("void write(Writer& writer) const;")
        self.close()
        self.line()


def event_fields(event):
    """Without the field that says which of XKB's events this is."""
    return [f for f in event.fields if getattr(f, "raw", "") != "xkbType"]


def enum_name(name, taken):
    spelled = names.type_name(name) if not name.isupper() else name
    return spelled + "Enum" if spelled in taken else spelled


def switch_name(switch):
    name = names.type_name(switch.raw)
    return "Values" if name.lower() == "valuelist" else name


def default_of(scalar):
    return "false" if scalar.kind == "bool" else "0"


def has_union(struct):
    return struct.is_union or any(
        isinstance(f, (Field, List)) and not isinstance(f.type, Scalar) and not f.type.is_raw
        and has_union(f.type) for f in struct.fields)
