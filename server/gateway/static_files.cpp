// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/gateway/static_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace vitrine {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t mostBytes = 64 << 20;

std::string_view contentTypeOf(const fs::path& file)
{
    static constexpr std::pair<std::string_view, std::string_view> types[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".wasm", "application/wasm"},
        {".json", "application/json"},
        {".map", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".webp", "image/webp"},
        {".ico", "image/vnd.microsoft.icon"},
        {".woff2", "font/woff2"},
        {".txt", "text/plain; charset=utf-8"},
    };
    const std::string extension = file.extension().string();
    for (const auto& [ending, type] : types)
        if (ending == extension) return type;
    return "application/octet-stream";
}

// No segment may be "..", hidden, or hold what some system takes for a separator.
bool isPlain(std::string_view path)
{
    if (!path.starts_with('/') || path.find('\\') != path.npos) return false;
    return path.find("/.") == path.npos && path.find("//") == path.npos;
}

bool isInside(const fs::path& file, const fs::path& folder)
{
    const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
    return end == folder.end();
}

std::string hex(std::uint64_t value)
{
    std::string digits;
    for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[value >> shift & 15];
    return digits;
}

// FNV-1a: tells versions of a file apart, nothing more.
std::uint64_t fingerprint(std::string_view bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    return hash;
}

} // namespace

StaticFiles::StaticFiles(fs::path folder)
{
    std::error_code error;
    folder_ = fs::canonical(folder, error);
    if (error) folder_.clear();
}

std::shared_ptr<const StaticFile> StaticFiles::find(std::string_view path)
{
    if (folder_.empty() || !isPlain(path)) return nullptr;
    std::error_code error;
    fs::path name = fs::canonical(folder_ / path.substr(1), error);
    if (!error && fs::is_directory(name, error)) name = fs::canonical(name / "index.html", error);
    if (error || !isInside(name, folder_) || !fs::is_regular_file(name, error)) return nullptr;
    const auto changed = fs::last_write_time(name, error);
    if (error || fs::file_size(name, error) > mostBytes || error) return nullptr;

    Known& known = known_[name.string()];
    if (known.file && known.changed == changed) return known.file;
    std::ifstream stream(name, std::ios::binary);
    StaticFile file;
    file.body.assign(std::istreambuf_iterator<char>(stream), {});
    if (stream.bad()) return nullptr;
    file.contentType = contentTypeOf(name);
    file.etag = '"' + hex(fingerprint(file.body)) + '"';
    file.isForever = path.starts_with("/assets/");
    file.isDocument = file.contentType.starts_with("text/html");
    known = {changed, std::make_shared<const StaticFile>(std::move(file))};
    return known.file;
}

} // namespace vitrine
