# SPDX-License-Identifier: GPL-2.0-or-later
"""xcb-proto's XML as Python objects: one Module for the core and for each extension."""

import os
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field as default

from . import corrections, names


@dataclass
class Scalar:
    cpp: str
    size: int
    kind: str = "number"  # number, bool, char, byte (void too), id, float

    pod = True

    @property
    def align(self):
        return self.size


BASIC = {
    "CARD8": Scalar("std::uint8_t", 1), "CARD16": Scalar("std::uint16_t", 2),
    "CARD32": Scalar("std::uint32_t", 4), "CARD64": Scalar("std::uint64_t", 8),
    "INT8": Scalar("std::int8_t", 1), "INT16": Scalar("std::int16_t", 2),
    "INT32": Scalar("std::int32_t", 4),
    "BOOL": Scalar("bool", 1, "bool"), "char": Scalar("char", 1, "char"),
    "BYTE": Scalar("std::uint8_t", 1, "byte"), "void": Scalar("std::byte", 1, "byte"),
    "float": Scalar("float", 4, "float"), "double": Scalar("double", 8, "float"),
}
XID = Scalar("std::uint32_t", 4, "id")


@dataclass
class Pad:
    size: int = 0
    align: int = 0


@dataclass
class Field:
    raw: str
    type: object
    enum: str = None  # names the values, or with `mask` the bits
    mask: bool = False
    declared: str = ""  # the type's name in the description
    others: bool = False  # the values named are not all


@dataclass
class List:
    raw: str
    type: object
    length: object  # an expression, or None: all that is left of the request
    enum: str = None
    mask: bool = False
    counted: tuple = None  # a field that says its size, and how that follows from {size}
    declared: str = ""
    others: bool = False


@dataclass
class Case:
    is_bit: bool
    name: str
    values: list  # of numbers
    fields: list


@dataclass
class Switch:
    raw: str
    on: object
    cases: list

    def value_list(self):
        """A mask followed by one 4-byte value for each bit: then unknown bits take 4 bytes too."""
        return all(c.is_bit and not c.name and len(c.fields) == 1 and isinstance(c.fields[0], Field)
                   for c in self.cases)


@dataclass
class Fd:
    raw: str
    is_list: bool


@dataclass
class Struct:
    name: str
    module: object
    fields: list
    is_union: bool = False
    is_raw: bool = False  # any event of 32 bytes
    params: list = default(default_factory=list)

    @property
    def cpp(self):
        return self.module.qualify(self.name)


@dataclass
class Message:
    """A request, reply or event."""
    name: str
    number: int
    fields: list
    module: object
    reply: object = None
    has_sequence: bool = True
    is_generic: bool = False


class Module:
    def __init__(self, path, loader):
        self.loader = loader
        self.root = ElementTree.parse(path).getroot()
        self.header = self.root.get("header")
        self.xname = self.root.get("extension-xname")
        self.version = (self.root.get("major-version", "11"), self.root.get("minor-version", "0"))
        self.file = "core" if self.header == "xproto" else self.header
        self.namespace = None if self.header == "xproto" else self.header
        self.major = self.first_event = self.first_error = 0
        self.reserved_events = 0
        self.imports = []
        self.types, self.enums, self.enum_bits = {}, {}, {}
        self.structs, self.requests, self.events, self.errors = [], [], [], []
        self._elements = {}
        for element in self.root:
            if element.tag == "import":
                self.imports.append(element.text.strip())
            elif element.tag == "enum":
                self._enum(element)
        for element in self.root:
            if element.get("name") or element.get("newname"):
                key = element.get("newname") or element.get("name")
                if element.tag in ("struct", "union", "xidtype", "xidunion", "typedef", "eventstruct"):
                    self._elements[key] = element

    def load(self):
        for name in self._elements:
            self.type(name)
        for element in self.root:
            if element.tag == "request":
                self._request(element)
            elif element.tag in ("event", "eventcopy"):
                self._event(element)
            elif element.tag in ("error", "errorcopy"):
                self.errors.append((element.get("name"), int(element.get("number"))))

    def qualify(self, name):
        return f"x11::{self.namespace}::{name}" if self.namespace else f"x11::{name}"

    # Types

    def type(self, name):
        if ":" in name:
            header, name = name.split(":")
            return self.loader(header).type(name)
        found = self._own_type(name)
        if found:
            return found
        for header in self.imports:
            found = self.loader(header)._type_if_any(name)
            if found:
                return found
        raise KeyError(f"{self.header}: no type {name}")

    def _type_if_any(self, name):
        return self._own_type(name)

    def _own_type(self, name):
        if name in BASIC:
            return BASIC[name]
        if name in self.types:
            return self.types[name]
        element = self._elements.get(name)
        if element is None:
            return None
        if element.tag == "typedef":
            self.types[name] = self.type(element.get("oldname"))
        elif element.tag in ("xidtype", "xidunion"):
            self.types[name] = XID
        else:
            struct = Struct(names.type_name(name), self, [], element.tag == "union",
                            element.tag == "eventstruct")
            self.types[name] = struct
            struct.params = [e.text for e in element.iter("paramref")]
            if not struct.is_raw:
                struct.fields = self.fields(element)
            self.structs.append(struct)
        return self.types[name]

    def _enum(self, element):
        values, following = [], 0
        for item in element.findall("item"):
            value = item.find("value")
            bit = item.find("bit")
            if value is not None:
                following = int(value.text, 0)
            elif bit is not None:
                following = 1 << int(bit.text, 0)
            values.append((item.get("name"), following & 0xFFFFFFFF))
            following += 1
        self.enums[element.get("name")] = values

    def enum(self, name):
        """The module that defines it and its values."""
        if ":" in name:
            header, name = name.split(":")
            return self.loader(header).enum(name)
        if name in self.enums:
            return self, name, self.enums[name]
        for header in self.imports:
            module = self.loader(header)
            if name in module.enums:
                return module, name, module.enums[name]
        return None

    def enum_value(self, reference, name):
        return dict(self.enum(reference)[2])[name]

    # Fields

    def fields(self, element):
        result = []
        for e in element:
            enum = e.get("enum") or e.get("altenum") or e.get("mask")
            named = dict(enum=enum, mask=e.get("mask") is not None, declared=e.get("type", ""),
                         others=any(e.get(a) is not None for a in ("altenum", "altmask")))
            if e.tag == "pad":
                result.append(Pad(int(e.get("bytes", 0)), int(e.get("align", 0))))
            elif e.tag in ("field", "exprfield"):
                result.append(Field(e.get("name"), self.type(e.get("type")), **named))
            elif e.tag == "fd":
                result.append(Fd(e.get("name"), False))
            elif e.tag == "list" and e.get("type") == "fd":
                result.append(Fd(e.get("name"), True))
            elif e.tag == "list":
                lengths = list(e)
                length = self.expression(lengths[0]) if lengths else None
                result.append(List(e.get("name"), self.type(e.get("type")), length, **named))
            elif e.tag == "switch":
                result.append(self._switch(e))
        return result

    def _switch(self, element):
        parts = [e for e in element if e.tag != "required_start_align"]
        cases = []
        for e in parts[1:]:
            values = [self.enum_value(r.get("ref"), r.text) for r in e.findall("enumref")]
            cases.append(Case(e.tag == "bitcase", e.get("name"), values, self.fields(e)))
        return Switch(element.get("name"), self.expression(parts[0]), cases)

    def expression(self, e):
        """Nested tuples: ("field", name), ("number", n), ("+", a, b), ("popcount", a), …"""
        if e.tag in ("fieldref", "paramref"):
            return ("field", e.text)
        if e.tag in ("value", "bit"):
            return ("number", int(e.text, 0) if e.tag == "value" else 1 << int(e.text))
        if e.tag == "op":
            return (e.get("op"), self.expression(e[0]), self.expression(e[1]))
        if e.tag == "unop":
            return ("unary" + e.get("op"), self.expression(e[0]))
        if e.tag == "popcount":
            return ("popcount", self.expression(e[0]))
        if e.tag == "sumof":
            return ("sumof", e.get("ref"), self.expression(e[0]) if len(e) else ("element",))
        if e.tag == "listelement-ref":
            return ("element",)
        if e.tag == "enumref":
            return ("number", self.enum_value(e.get("ref"), e.text))
        raise ValueError(e.tag)

    # Messages

    def _request(self, element):
        request = Message(names.type_name(element.get("name")), int(element.get("opcode")),
                          self.fields(element), self)
        reply = element.find("reply")
        if reply is not None:
            request.reply = Message("Reply", request.number, self.fields(reply), self)
        self.requests.append(request)

    def _event(self, element):
        name, number = names.type_name(element.get("name")) + "Event", int(element.get("number"))
        if (self.header, name) == ("present", "GenericEvent"):
            return  # describes the head that all generic events have
        if element.tag == "eventcopy":
            model = names.type_name(element.get("ref")) + "Event"
            same = next(e for e in self.events if e.name == model)
            self.events.append(Message(name, number, same.fields, self, None, same.has_sequence,
                                       same.is_generic))
            return
        self.events.append(Message(name, number, self.fields(element), self, None,
                                   element.get("no-sequence-number") is None,
                                   element.get("xge") == "true"))


class Protocol:
    """All modules, with the numbers that this server gives to extensions."""

    def __init__(self, folder, extensions):
        self.folder, self.modules, self.listed = folder, {}, []
        major, event, error = 128, 64, 128
        for header in ["xproto"] + extensions:
            module = self.module(header)
            self.listed.append(module)
            if not module.namespace:
                continue
            module.major, module.first_event, module.first_error = major, event, error
            major += 1
            plain = [e.number for e in module.events if not e.is_generic]
            module.event_count = 1 if header == "xkb" else max(
                module.reserved_events, max(plain, default=-1) + 1)
            module.error_count = max((n for _, n in module.errors), default=-1) + 1
            event += module.event_count
            error += module.error_count
        assert event <= 128 and error <= 256

    def module(self, header):
        if header not in self.modules:
            self.modules[header] = Module(os.path.join(self.folder, header + ".xml"), self.module)
            self.modules[header].load()
            corrections.apply(self.modules[header])
        return self.modules[header]
