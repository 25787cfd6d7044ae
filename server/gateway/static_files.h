// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace vitrine {

// A file as it is served.
struct StaticFile {
    std::string body;
    std::string_view contentType;
    std::string etag;
    bool isForever = false;  // its name changes with its content
    bool isDocument = false; // a page, as opposed to what pages load
};

// The files of one folder, by the path of a URL. Nothing outside of it, nothing hidden, no links
// that lead out. Read once, and again when they change.
class StaticFiles {
public:
    explicit StaticFiles(std::filesystem::path folder);

    // The path is decoded and begins with '/'; a folder is its index.html. Null: none.
    std::shared_ptr<const StaticFile> find(std::string_view path);

private:
    struct Known {
        std::filesystem::file_time_type changed;
        std::shared_ptr<const StaticFile> file;
    };

    std::filesystem::path folder_;                 // canonical; empty: there is none
    std::unordered_map<std::string, Known> known_; // by file name; only files that exist
};

} // namespace vitrine
