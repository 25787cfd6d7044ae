# SPDX-License-Identifier: GPL-2.0-or-later
"""The C++ that prints messages for people, and the tables by which it is found."""

from . import names
from .declarations import event_fields
from .layout import derived, is_pod
from .model import Fd, Field, List, Pad, Scalar, Switch


class Tracing:
    def __init__(self, module):
        self.module = module
        self.tables = {}
        self.lines = []
        self.depth = 1

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    def fields(self, fields, prefix, in_request=False, union=False):
        counts = derived(fields) if not union else {}
        for f in fields:
            if isinstance(f, (Pad, Fd)) or (isinstance(f, Field) and f.raw in counts):
                continue
            name = names.field(f.raw, in_request)
            if isinstance(f, Switch):
                for case in f.cases:
                    if case.name:
                        inner = f"{prefix}{name}.{names.field(case.name)}"
                        self.line(f"if ({inner}) {{")
                        self.depth += 1
                        self.fields(case.fields, inner + "->")
                        self.depth -= 1
                        self.line("}")
                    else:
                        self.fields(case.fields, f"{prefix}{name}.")
                continue
            arguments = f'"{name.rstrip("_")}", {prefix}{name}'
            if isinstance(f.type, Scalar) and f.enum and self.module.enum(f.enum):
                table = self.table(f.enum)
                self.line(f"printer.{'bits' if f.mask else 'named'}({arguments}, {table});")
            elif isinstance(f.type, Scalar) and f.type.kind == "id":
                self.line(f"printer.id({arguments});")
            else:
                self.line(f"printer.value({arguments});")

    def table(self, reference):
        module, name, values = self.module.enum(reference)
        table = "namesOf" + (names.type_name(module.namespace) if module.namespace else "") + \
            names.type_name(name)
        self.tables[table] = values
        return table

    def function(self, cpp, fields, in_request=False):
        start = len(self.lines)
        self.fields(fields, "value.", in_request)
        body = "\n".join(self.lines[start:])
        del self.lines[start:]
        return (f"void print([[maybe_unused]] Printer& printer, [[maybe_unused]] const {cpp}& value)\n"
                f"{{\n{body}\n}}\n\n")

    def source(self):
        module = self.module
        space = f"vitrine::x11::{module.namespace}" if module.namespace else "vitrine::x11"
        printers = []
        for struct in module.structs:
            if struct.is_raw:
                continue
            if struct.is_union:  # which member counts is said elsewhere
                printers.append(f"void print(Printer& printer, const {struct.cpp}& value)\n"
                                "{\n    printer.raw(&value, sizeof value);\n}\n\n")
            else:
                printers.append(self.function(struct.cpp, struct.fields))
        local = []
        for request in module.requests:
            cpp = module.qualify(request.name)
            local.append("static " + self.function(cpp, request.fields, True))
            if request.reply:
                local.append("static " + self.function(cpp + "::Reply", request.reply.fields))
        for event in module.events:
            local.append("static " + self.function(module.qualify(event.name), event_fields(event)))
        result = [f'#include "x11/{module.file}_print.h"\n\n#include "protocol/x11/trace.h"\n',
                  *(f'#include "x11/{module.loader(i).file}_print.h"\n' for i in module.imports),
                  f"\nnamespace {space} {{\n\n"]
        for table, values in self.tables.items():
            entries = ", ".join(f'{{"{n}", {hex(v)}u}}' for n, v in values)
            result.append(f"static constexpr NamedValue {table}[] = {{{entries}}};\n")
        result += ["\n", *printers, *local, self.entries(), f"}} // namespace {space}\n"]
        return "".join(result)

    def entries(self):
        module = self.module
        lines = ["static constexpr TracedRequest requests[] = {"]
        for request in module.requests:
            cpp = module.qualify(request.name)
            reply = f"&printReply<{cpp}>" if request.reply else "nullptr"
            lines.append(f"    {{{request.number}, {cpp}::name, &printRequest<{cpp}>, {reply}}},")
        lines.append("};\n")
        if module.events:
            lines.append("static constexpr TracedEvent events[] = {")
            for event in module.events:
                cpp = module.qualify(event.name)
                kind = event.number if event.is_generic or module.header == "xkb" else 0
                lines.append(f'    {{{cpp}::code, {module.major if event.is_generic else 0}, {kind}, '
                             f'"{event.name[:-5]}", &printEvent<{cpp}>}},')
            lines.append("};\n")
        if module.errors:
            lines.append("static constexpr NamedValue errors[] = {")
            for name, number in module.errors:
                lines.append(f'    {{"{name}", {module.first_error + number if module.namespace else number}}},')
            lines.append("};\n")
        lines.append("extern const TraceTable traceTable;")
        lines.append(f'const TraceTable traceTable{{"{module.xname or ""}", {module.major}, requests, '
                     f'{"events" if module.events else "{}"}, {"errors" if module.errors else "{}"}}};\n\n')
        return "\n".join(lines)

    def header(self):
        module = self.module
        space = f"vitrine::x11::{module.namespace}" if module.namespace else "vitrine::x11"
        lines = [f'#pragma once\n\n#include "protocol/x11/printer.h"\n#include "x11/{module.file}.h"\n',
                 f"namespace {space} {{\n"]
        lines += [f"void print(Printer& printer, const {s.cpp}& value);" for s in module.structs
                  if not s.is_raw]
        return "\n".join(lines) + f"\n}} // namespace {space}\n"
