// SPDX-License-Identifier: GPL-2.0-or-later
// Writes what fuzz_x11_requests starts from: seeds_x11_requests FOLDER. A file for each request of
// the core and of every extension, well-formed, with the names that the fuzzer gives its objects.
#include "server/display/randr/randr.h"
#include "server/display/render/pict_format.h"
#include "server/display/screen.h"
#include "tests/fuzz/x11_session.h"
#include "tests/support/sweep/cases.h"

#include <filesystem>
#include <fstream>
#include <iostream>

#include "x11/extensions.h"

using namespace vitrine;

namespace {

class FuzzersNumbers : public sweep::Numbers {
public:
    std::uint32_t idOf(const sweep::Object& object) const override
    {
        if (object.name == "root") return Screen::root;
        if (object.name == "visual") return Screen::rootVisual.id;
        if (object.name == "defaultColormap") return Screen::defaultColormap;
        if (object.name == "atom") return 39; // WM_NAME
        if (object.name == "formatRgb") return naturalPictFormat(24).id;
        if (object.name == "formatArgb") return naturalPictFormat(32).id;
        if (object.name == "formatA8") return naturalPictFormat(8).id;
        if (object.name == "formatA1") return naturalPictFormat(1).id;
        if (object.name == "crtc") return RandR::crtc;
        if (object.name == "output") return RandR::output;
        if (object.name == "mode") return Modes({64, 64}).offered().front();
        if (object.owner == sweep::Owner::Fixed) return object.offset;
        return fuzz::nameOfResource(object.name == "new" ? fuzz::newResource : object.offset);
    }
    std::uint8_t majorOf(std::string_view extension) const override
    {
        for (const x11::ExtensionInfo& info : x11::describedExtensions)
            if (info.name == extension) return info.majorOpcode;
        return 0;
    }
};

} // namespace

int main(int count, char** arguments)
{
    if (count != 2) {
        std::cerr << "usage: seeds_x11_requests FOLDER\n";
        return 2;
    }
    const std::filesystem::path folder = arguments[1];
    std::filesystem::create_directories(folder);
    int number = 0;
    for (const sweep::Request& request : sweep::requests()) {
        const sweep::Case right{&request, {}, {}, sweep::Length::Right};
        const std::vector<std::byte> bytes = bytesOf(right, FuzzersNumbers());
        const std::size_t words = bytes.size() / 4 - 1;
        if (words > fuzz::longestBody) continue;
        std::ofstream file(folder / ("seed" + std::to_string(number++)), std::ios::binary);
        file.put(static_cast<char>(bytes[0]));
        file.put(static_cast<char>(bytes[1]));
        file.put(static_cast<char>(words));
        file.put(0);
        file.write(reinterpret_cast<const char*>(bytes.data()) + 4,
                   static_cast<std::streamsize>(words * 4));
    }
}
