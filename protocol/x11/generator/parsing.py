# SPDX-License-Identifier: GPL-2.0-or-later
"""The C++ that reads: from a Reader into structs."""

from . import names
from .declarations import element_cpp, event_fields, switch_name, type_cpp
from .layout import MAX_ALIGN, align_of, derived, field_size, first_byte, is_pod
from .model import Fd, Field, List, Pad, Scalar


class Parsing:
    """One function's body. `scope` says by which C++ expression a field is known there."""

    def __init__(self, borrowed, in_request=False):
        self.borrowed = borrowed
        self.in_request = in_request
        self.lines = []
        self.depth = 1
        self.counters = 0

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    def fields(self, fields, target, scope, optional=False):
        scope = dict(scope)
        counts = derived(fields)
        aligned = True  # as far as the description alone tells
        for f in fields:
            if isinstance(f, Pad):
                self.line(f"reader.align({f.align});" if f.align else f"reader.skip({f.size});")
                aligned = aligned or f.align >= 4
                continue
            if isinstance(f, Fd):
                continue
            name = f"{target}.{names.field(f.raw, self.in_request)}"
            if isinstance(f, Field):
                self.field(f, name, scope, f.raw in counts)
            elif isinstance(f, List):
                if not aligned:
                    self.align(f.type)
                self.list(f, name, scope, optional)
                aligned = aligned and field_size(f) is not None
            else:
                self.switch(f, name, scope)
                aligned = False

    def align(self, type_):
        unit = min(align_of(type_), MAX_ALIGN)
        if unit > 1:
            self.line(f"reader.align({unit});")

    def field(self, f, name, scope, hidden):
        value = self.value(f.type)
        if hidden:
            self.counters += 1
            local = f"{names.camel(f.raw)}{self.counters}"
            self.line(f"const std::uint64_t {local} = {value};")
            scope[f.raw] = local
        else:
            self.line(f"{name} = {value};")
            scope[f.raw] = name

    def value(self, type_):
        if isinstance(type_, Scalar) and type_.kind == "bool":
            return "reader.getBool()"
        if is_pod(type_):
            return f"reader.get<{type_cpp(type_)}>()"
        if type_.is_union:
            return f"reader.get<{type_.cpp}>()"
        return f"{type_.cpp}::parse(reader)"

    def list(self, f, name, scope, optional):
        scope[f.raw] = f"(*{name})" if optional else name
        element = element_cpp(f.type)
        pod = is_pod(f.type) or f.type.is_union
        if f.length and f.length[0] == "number" and pod:
            self.line(f"{name} = reader.getArray<{element}, {f.length[1]}>();")
            return
        count = self.expression(f.length, scope) if f.length else None
        if element == "char":
            text = f"reader.text({count})" if count else "reader.restOfText()"
            self.line(f"{name} = {text};" if self.borrowed else f"{name} = std::string({text});")
        elif pod:
            if self.borrowed:
                self.line(f"{name} = " + (f"reader.list<{element}>({count});" if count
                                          else f"reader.rest<{element}>();"))
            else:
                self.line(f"{name} = " + (f"reader.vector<{element}>({count});" if count
                                          else f"reader.restAsVector<{element}>();"))
        elif count is None:
            self.line(f"{name} = reader.restOfStructs<{element}>();")
        else:
            parameters = "".join(f", std::uint64_t({scope.get(p, 0)})" for p in f.type.params)
            self.line(f"{name} = reader.structs<{element}>({count}{parameters});")

    def switch(self, switch, name, scope):
        on = self.expression(switch.on, scope)
        for case in switch.cases:
            self.line(f"if ({condition(case, on)}) {{")
            self.depth += 1
            if case.name:
                self.counters += 1
                inner = f"case{self.counters}"
                self.line(f"[[maybe_unused]] auto& {inner} = {name}.{names.field(case.name)}.emplace();")
                self.fields(case.fields, inner, scope)
            else:
                self.fields(case.fields, name, scope, optional=True)
            self.depth -= 1
            self.line("}")
        if self.in_request and switch.value_list():
            known = 0
            for case in switch.cases:
                known |= case.values[0]
            self.line(f"reader.skipUnknownValues({on}, {hex(known)}u);")

    def expression(self, e, scope):
        kind = e[0]
        if kind == "text":
            return e[1].format(**scope)
        if kind == "number":
            return f"{e[1]}u"
        if kind == "field":
            return f"std::uint64_t({scope[e[1]]})"
        if kind == "element":
            return "std::uint64_t(element)"
        if kind == "popcount":
            return f"countBits({self.expression(e[1], scope)})"
        if kind == "sumof":
            inner = {key: f"element.{names.field(key)}" for key in names_in(e[2])}
            each = self.expression(e[2], inner)
            return f"sumOver({scope[e[1]]}, [&](const auto& element) {{ return {each}; }})"
        if kind == "unary~":
            return f"(~{self.expression(e[1], scope)})"
        a, b = self.expression(e[1], scope), self.expression(e[2], scope)
        return f"({a} {kind} {b})"


def names_in(e):
    if e[0] == "field":
        return [e[1]]
    return [n for part in e[1:] if isinstance(part, tuple) for n in names_in(part)]


def condition(case, on):
    if case.is_bit:
        bits = 0
        for value in case.values:
            bits |= value
        return f"({on} & {hex(bits)}u) != 0"
    return " || ".join(f"{on} == {value}u" for value in case.values)


def parse_struct(struct):
    parsing = Parsing(borrowed=False)
    parsing.fields(struct.fields, "result", {p: names.field(p) for p in struct.params})
    parameters = "".join(f", [[maybe_unused]] std::uint64_t {names.field(p)}" for p in struct.params)
    return function(struct.cpp, struct.cpp, parsing.lines, parameters)


def parse_request(request):
    cpp = request.module.qualify(request.name)
    parsing = Parsing(borrowed=True, in_request=True)
    first, rest = first_byte(request.fields) if not request.module.namespace else (None, request.fields)
    counts = derived(request.fields)
    scope = {}
    if request.module.namespace:
        parsing.line("reader.skip(4);")
    else:
        parsing.line("reader.skip(1);")
        header_byte(parsing, first, counts, scope, "reader.skip(2);")
    parsing.fields(rest, "result", scope)
    return function(cpp, cpp, parsing.lines)


def header_byte(parsing, first, counts, scope, after):
    if first is None:
        parsing.line("reader.skip(1);")
    else:
        parsing.field(first, f"result.{names.field(first.raw, parsing.in_request)}", scope,
                      first.raw in counts)
    parsing.line(after)


def parse_reply(request):
    cpp = request.module.qualify(request.name) + "::Reply"
    parsing = Parsing(borrowed=False)
    fields = request.reply.fields
    first, rest = first_byte(fields)
    scope = {"length": "length"}
    parsing.line("reader.skip(1);")
    header_byte(parsing, first, derived(fields), scope, "reader.skip(2);")
    parsing.line("[[maybe_unused]] const std::uint64_t length = reader.get<std::uint32_t>();")
    parsing.fields(rest, "result", scope)
    return function(cpp, cpp, parsing.lines)


def parse_event(event):
    cpp = event.module.qualify(event.name)
    parsing = Parsing(borrowed=False)
    scope = {"length": "length"}
    parsing.line("reader.skip(1);")
    if event.is_generic:
        parsing.line("reader.skip(3);")
        parsing.line("[[maybe_unused]] const std::uint64_t length = reader.get<std::uint32_t>();")
        parsing.line("reader.skip(2);")
        rest = event.fields
    else:
        fields = event_fields(event)
        first, rest = first_byte(fields)
        if len(fields) != len(event.fields):
            first, rest = None, fields  # byte 1 says which XKB event it is
        if event.has_sequence:
            header_byte(parsing, first, derived(event.fields), scope, "reader.skip(2);")
        else:
            rest = fields  # from byte 1 on
    parsing.fields(rest, "result", scope)
    return function(cpp, cpp, parsing.lines)


def function(result, owner, lines, parameters=""):
    body = "\n".join(lines)
    return (f"{result} {owner}::parse(Reader& reader{parameters})\n{{\n"
            f"    {result} result{{}};\n{body}\n    return result;\n}}\n\n")
