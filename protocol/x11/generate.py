#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the X wire in C++ from xcb-proto's XML: generate.py XML-FOLDER OUTPUT-FOLDER EXTENSION…

For each module (the core and each extension): NAME.h with its structs, NAME.cpp with the codec,
NAME_dispatch.h that finds the handler of each request, NAME_print.h and NAME_trace.cpp that say
messages in words. With `extensions.h` and `tables.cpp` over all of them.
"""

import os
import sys

sys.dont_write_bytecode = True  # the source tree stays clean

from generator import parsing, writing  # noqa: E402
from generator.declarations import HEAD, Declarations  # noqa: E402
from generator.layout import is_pod  # noqa: E402
from generator.model import Protocol  # noqa: E402
from generator.tracing import Tracing  # noqa: E402


def codec(module):
    space = f"vitrine::x11::{module.namespace}" if module.namespace else "vitrine::x11"
    parts = [f'#include "x11/{module.file}.h"\n\nnamespace {space} {{\n\n']
    if module.namespace:
        parts.append("using x11::swapBytes;\n\n")  # beside those of this module
    for struct in module.structs:
        if struct.is_raw:
            continue
        if is_pod(struct):
            parts.append(writing.swap_struct(struct))
        elif not struct.is_union:
            parts.append(parsing.parse_struct(struct))
            parts.append(writing.write_struct(struct))
    for request in module.requests:
        parts.append(parsing.parse_request(request))
        if request.reply:
            parts.append(parsing.parse_reply(request))
            parts.append(writing.write_reply(request))
    for event in module.events:
        parts.append(parsing.parse_event(event))
        parts.append(writing.write_event(event))
    return "".join(parts) + f"}} // namespace {space}\n"


def dispatch(module):
    space = f"vitrine::x11::{module.namespace}" if module.namespace else "vitrine::x11"
    opcode = "minor" if module.namespace else "opcode"
    cases = "\n".join(f"    case {r.number}: return answer<{module.qualify(r.name)}>(call, frame);"
                      for r in module.requests)
    rows = "\n".join(f"        RequestInfo{{{r.number}, {module.qualify(r.name)}::name, "
                     f"Handled<Call, {module.qualify(r.name)}>}}," for r in module.requests)
    return f"""#pragma once

#include "protocol/x11/dispatch.h"
#include "x11/{module.file}.h"

namespace {space} {{

template<class Call>
void dispatch(Call& call, const Frame& frame)
{{
    switch (frame.{opcode}()) {{
{cases}
    default: call.fail(badRequest, 0);
    }}
}}

template<class Call>
constexpr std::array<RequestInfo, {len(module.requests)}> requestTable()
{{
    return {{
{rows}
    }};
}}

}} // namespace {space}
"""


def extensions(protocol):
    modules = [m for m in protocol.listed if m.namespace]
    rows = "\n".join(f'    ExtensionInfo{{"{m.xname}", {m.major}, {m.first_event}, {m.event_count}, '
                     f'{m.first_error}, {m.error_count}, {m.version[0]}, {m.version[1]}}},' for m in modules)
    return f"""#pragma once

#include "protocol/x11/wire.h"

namespace vitrine::x11 {{

// Every extension that is described, whether offered or not.
inline constexpr std::array<ExtensionInfo, {len(modules)}> describedExtensions{{
{rows}
}};

}} // namespace vitrine::x11
"""


def tables(protocol):
    spaces = [(m.namespace, m) for m in protocol.listed]
    declared = "\n".join(f"namespace {n} {{ extern const TraceTable traceTable; }}" if n
                         else "extern const TraceTable traceTable;" for n, _ in spaces)
    rows = ", ".join(f"&{n}::traceTable" if n else "&traceTable" for n, _ in spaces)
    return f"""#include "protocol/x11/trace.h"

namespace vitrine::x11 {{

{declared}

std::span<const TraceTable* const> traceTables()
{{
    static constexpr std::array<const TraceTable*, {len(spaces)}> all{{{rows}}};
    return all;
}}

}} // namespace vitrine::x11
"""


def main(folder, output, names):
    protocol = Protocol(folder, names)
    files = {"extensions.h": extensions(protocol), "tables.cpp": tables(protocol)}
    for module in protocol.listed:
        head = HEAD.format(source=module.header)
        tracing = Tracing(module)
        files[f"{module.file}.h"] = Declarations(module).text()
        files[f"{module.file}.cpp"] = head + codec(module)
        files[f"{module.file}_dispatch.h"] = head + dispatch(module)
        files[f"{module.file}_trace.cpp"] = head + tracing.source()
        files[f"{module.file}_print.h"] = head + tracing.header()
    os.makedirs(output, exist_ok=True)
    for name, text in files.items():
        path = os.path.join(output, name)
        if os.path.exists(path):
            with open(path, encoding="utf-8") as existing:
                if existing.read() == text:
                    continue  # nothing that includes it need be compiled again
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
