// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/render/font.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vitrine {

// The core fonts of a session: the library's built-in `fixed` and `cursor`, always there, and those
// of the directories on the font path. One instance a process, as libXfont2 has one state.
class Fonts {
public:
    // Directories that do not exist, or hold no fonts, are left out.
    explicit Fonts(GlyphStore glyphs, std::vector<std::string> directories = defaultDirectories());
    ~Fonts();

    static std::vector<std::string> defaultDirectories();

    // By name, alias or pattern, in any case of letters. Null where no font matches. A font that
    // is open already is the same one again.
    std::shared_ptr<Font> open(std::string_view name);
    // What text is drawn with where nobody chose a font. Null only if the library has none at all.
    std::shared_ptr<Font> fallback() { return open("fixed"); }

    std::vector<std::string> list(std::string_view pattern, std::size_t maximum);

    // The font path. It may be set to any of its first elements, in any order; an empty one sets
    // it back. False, and nothing changes, for anything else.
    const std::vector<std::string>& path() const { return path_; }
    bool setPath(std::vector<std::string> path);

private:
    class Elements; // the library's own list

    void remember(const std::shared_ptr<Font>& font);

    GlyphStore glyphs_;
    std::vector<std::string> allowed_;
    std::vector<std::string> path_;
    std::unique_ptr<Elements> elements_;
    std::unordered_map<_Font*, std::weak_ptr<Font>> open_;
    std::unordered_map<std::string, std::weak_ptr<Font>> byName_;
    std::vector<std::shared_ptr<Font>> recent_; // closed soon ones stay for the next client
};

} // namespace vitrine
