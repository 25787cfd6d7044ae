# SPDX-License-Identifier: GPL-2.0-or-later
"""Where xcb-proto's description leaves out what a server must know."""


def apply(module):
    from .model import BASIC, Field, List, Pad, Struct

    def request(name):
        return next(r for r in module.requests if r.name == name)

    def replace(message, raw, new):
        message.fields[:] = [new if getattr(f, "raw", None) == raw else f for f in message.fields]

    if module.header == "xproto":
        replace(request("SendEvent"), "event", Field("event", Struct("RawEvent", module, [], is_raw=True)))
        # A bad format is a BadValue, which comes before the length: then data is whatever follows.
        replace(request("ChangeProperty"), "data", List("data", BASIC["void"], ("text", (
            "{format} == 8 || {format} == 16 || {format} == 32"
            " ? std::uint64_t({data_len}) * ({format} / 8u) : reader.remaining()"))))
        for name in ("CreateWindow", "ChangeWindowAttributes"):
            for case in request(name).fields[-1].cases:
                case.fields[0].raw = case.fields[0].raw.replace("propogate", "propagate")
        # "The request length field allows the request to be any multiple of four bytes."
        request("NoOperation").fields.append(Pad("reader.remaining()"))
        value = next(f for f in request("GetProperty").reply.fields if getattr(f, "raw", "") == "value")
        value.counted = ("value_len", "format == 0 ? 0 : {size} / (format / 8u)")
    if module.header == "sync":
        module.errors.append(("Fence", 2))
    if module.header == "randr":
        module.errors.append(("BadLease", 4))
    if module.header == "glx":
        # libGL takes this many event codes, though it knows but two.
        module.reserved_events = 17
        reply = request("QueryExtensionsString").reply
        reply.fields = list(request("QueryServerString").reply.fields)  # the string is not described
    if module.header == "xkb":
        # Six counted strings, which the description cannot say.
        for name in ("GetKbdByName", "ListComponents"):
            request(name).fields.append(List("components", BASIC["void"], None))
        # Left out of the description, as its comment says, to keep libxcb's interface.
        latches = request("LatchLockState").fields
        after = next(i for i, f in enumerate(latches) if getattr(f, "raw", "") == "affectModLatches")
        latches[after + 1] = Field("modLatches", BASIC["CARD8"])
        # It counts them by the types whose own names are set, of which there may be others.
        for case in request("SetNames").fields[-1].cases:
            replace(case, "nLevelsPerType",
                    List("nLevelsPerType", BASIC["CARD8"], ("text", "std::uint64_t({nKTLevels})")))
        # These lists, too, are filled up to whole words.
        for case in request("SetMap").fields[-1].cases:
            if case.fields[0].raw in ("explicit", "modmap"):
                case.fields.append(Pad(align=4))
