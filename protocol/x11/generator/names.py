# SPDX-License-Identifier: GPL-2.0-or-later
"""How names of xcb-proto are spelled in C++."""

import re

RESERVED = {
    "and", "auto", "bool", "break", "case", "char", "class", "const", "default", "delete", "do", "double",
    "else", "enum", "explicit", "export", "extern", "float", "for", "friend", "if", "int", "long", "name",
    "namespace", "new", "not", "opcode", "operator", "or", "private", "protected", "public", "register",
    "return", "short", "signed", "static", "struct", "switch", "template", "this", "typename", "union",
    "unsigned", "using", "virtual", "void", "volatile", "while", "xor",
}
# `name` and `opcode` are members of every request struct, so a field so called gives way there only.
MEMBERS_OF_REQUESTS = {"name", "opcode"}

# Structs whose names xcb-proto writes in capitals without a mark between the words.
WORDS = {
    "VISUALTYPE": "VisualType", "TIMECOORD": "TimeCoord", "FONTPROP": "FontProp", "CHARINFO": "CharInfo",
    "COLORITEM": "ColorItem", "DIRECTFORMAT": "DirectFormat", "PICTFORMINFO": "PictFormInfo",
    "PICTVISUAL": "PictVisual", "PICTDEPTH": "PictDepth", "PICTSCREEN": "PictScreen",
    "INDEXVALUE": "IndexValue", "POINTFIX": "PointFix", "LINEFIX": "LineFix", "GLYPHINFO": "GlyphInfo",
    "ANIMCURSORELT": "AnimCursorElt", "SPANFIX": "SpanFix", "SYSTEMCOUNTER": "SystemCounter",
    "WAITCONDITION": "WaitCondition",
}


def camel(name):
    """border_width → borderWidth; leaves camelCase as it is."""
    parts = [part for part in name.split("_") if part]
    first = parts[0].lower() if parts[0].isupper() else parts[0][0].lower() + parts[0][1:]
    return first + "".join(part[0].upper() + part[1:] for part in parts[1:])


def field(name, in_request=False):
    spelled = camel(name)
    if spelled in RESERVED and (in_request or spelled not in MEMBERS_OF_REQUESTS):
        return spelled + "_"
    return spelled


def type_name(name):
    if name in WORDS:
        return WORDS[name]
    parts = [part for part in name.split("_") if part]
    return "".join(p.capitalize() if p.isupper() and len(p) > 2 else p[0].upper() + p[1:] for p in parts)


def enumerator(name, enum):
    if name[0].isdigit():  # ModMask 1 → Mod1
        name = re.match(r"[A-Z]+(?=[A-Z][a-z])|[A-Z][a-z]+|[A-Z]+", enum).group(0) + name
    if re.fullmatch(r"[A-Z0-9_]+", name):
        return name if name not in ("NULL", "EOF") else name + "_"
    return "".join(part[0].upper() + part[1:] for part in name.split("_") if part)
