// SPDX-License-Identifier: GPL-2.0-or-later
// What libXfont2 asks of the server that uses it. Font servers are not supported: all that concerns
// them is refused.
#include "server/render/xfont_client.h"

#include "server/render/xfont_atoms.h"

#include <cstdarg>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vitrine {

namespace {

struct AtomTable {
    std::deque<std::string> names; // atom 1 first
    std::unordered_map<std::string_view, ::Atom> atoms;
};

AtomTable& atomTable()
{
    static AtomTable table;
    return table;
}

std::vector<const xfont2_fpe_funcs_rec*>& elementKinds()
{
    static std::vector<const xfont2_fpe_funcs_rec*> kinds;
    return kinds;
}

::Atom makeAtom(const char* string, unsigned length, int make)
{
    AtomTable& table = atomTable();
    const std::string_view name(string, length);
    if (const auto found = table.atoms.find(name); found != table.atoms.end()) return found->second;
    if (!make) return None;
    table.names.emplace_back(name);
    const ::Atom atom = table.names.size();
    table.atoms.emplace(table.names.back(), atom);
    return atom;
}

int validAtom(::Atom atom)
{
    return atom != None && atom <= atomTable().names.size();
}

const char* nameForAtom(::Atom atom)
{
    return validAtom(atom) ? atomTable().names[atom - 1].c_str() : nullptr;
}

int registerKind(const xfont2_fpe_funcs_rec* functions)
{
    elementKinds().push_back(functions);
    return static_cast<int>(elementKinds().size()) - 1;
}

FontResolutionPtr resolutions(int* count)
{
    static FontResolutionRec resolution{100, 100, 120}; // what bitmap fonts exist for, at 96 dpi
    *count = 1;
    return &resolution;
}

xfont2_client_funcs_rec clientFunctions()
{
    xfont2_client_funcs_rec functions{};
    functions.version = XFONT2_CLIENT_FUNCS_VERSION;
    functions.client_auth_generation = [](ClientPtr) { return 0; };
    functions.client_signal = [](ClientPtr) -> Bool { return xTrue; };
    functions.delete_font_client_id = [](::Font) {};
    functions.verrorf = [](const char*, va_list) {};
    functions.find_old_font = [](FSID) -> FontPtr { return nullptr; };
    functions.get_client_resolutions = resolutions;
    functions.get_default_point_size = [] { return 120; };
    functions.get_new_font_client_id = []() -> ::Font { return 0; };
    functions.get_time_in_millis = []() -> std::uint32_t { return 0; };
    functions.init_fs_handlers = [](FontPathElementPtr, FontBlockHandlerProcPtr) {
        return Successful;
    };
    functions.register_fpe_funcs = registerKind;
    functions.remove_fs_handlers = [](FontPathElementPtr, FontBlockHandlerProcPtr, Bool) {};
    functions.get_server_client = []() -> void* { return nullptr; };
    functions.set_font_authorizations = [](char**, int*, void*) { return 0; };
    functions.store_font_client_font = [](FontPtr, ::Font) { return 0; };
    functions.make_atom = makeAtom;
    functions.valid_atom = validAtom;
    functions.name_for_atom = nameForAtom;
    functions.get_server_generation = []() -> unsigned long { return 1; };
    functions.add_fs_fd = [](int, FontFdHandlerProcPtr, void*) { return 0; };
    functions.remove_fs_fd = [](int) {};
    functions.adjust_fs_wait_for_delay = [](void*, unsigned long) {};
    return functions;
}

} // namespace

const std::string& xfontAtomName(std::uint32_t atom)
{
    static const std::string none;
    return validAtom(atom) ? atomTable().names[atom - 1] : none;
}

std::span<const xfont2_fpe_funcs_rec* const> xfontElementKinds()
{
    static const xfont2_client_funcs_rec functions = clientFunctions();
    static const int started = xfont2_init(&functions);
    static_cast<void>(started);
    return elementKinds();
}

} // namespace vitrine
