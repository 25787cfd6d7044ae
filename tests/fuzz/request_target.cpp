// SPDX-License-Identifier: GPL-2.0-or-later
// links: vitrine_gateway
// What a browser asks for: paths, queries, cookies, files. No file outside of the folder comes out.
#include "server/gateway/request_target.h"

#include "server/gateway/static_files.h"
#include "tests/support/temporary_folder.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace vitrine;

namespace {

struct Page {
    Page()
    {
        std::filesystem::create_directories(folder.path() / "page" / "a");
        std::ofstream(folder.path() / "page" / "index.html") << "inside";
        std::ofstream(folder.path() / "page" / "a" / "b.js") << "inside";
        std::ofstream(folder.path() / "secret") << "outside";
    }

    TemporaryFolder folder;
    StaticFiles files{folder.path() / "page"};
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static Page page;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto target = parseTarget(text))
        if (const auto file = page.files.find(target->path); file && file->body != "inside")
            std::abort();
    if (const auto file = page.files.find(text); file && file->body != "inside") std::abort();
    const std::string_view value = cookieValue(text, "vitrine-1");
    if (value.find(';') != value.npos) std::abort();
    return 0;
}
