// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/render/fonts.h"

#include "server/render/xfont_client.h"

#include <algorithm>
#include <filesystem>

namespace vitrine {

namespace {

constexpr std::size_t keptFonts = 32;
constexpr int aliasDepth = 20; // aliases may name aliases, or go round
constexpr std::size_t longestName = 1024;

constexpr fsBitmapFormat bitmapFormat = BitmapFormatByteOrderMSB | BitmapFormatBitOrderMSB |
                                        BitmapFormatImageRectMin | BitmapFormatScanlinePad8 |
                                        BitmapFormatScanlineUnit8;
constexpr fsBitmapFormatMask bitmapFormatMask =
    BitmapFormatMaskByte | BitmapFormatMaskBit | BitmapFormatMaskImageRectangle |
    BitmapFormatMaskScanLinePad | BitmapFormatMaskScanLineUnit;

const std::string builtIns = "built-ins";

// One element of the font path, as the library opened it.
class Element {
public:
    Element(const xfont2_fpe_funcs_rec& kind, std::string name)
        : kind_(kind), name_(std::move(name))
    {
        record_.name = name_.data();
        record_.name_length = static_cast<int>(name_.size());
        record_.refcount = 1;
        usable_ = kind_.init_fpe(&record_) == Successful;
    }
    ~Element()
    {
        if (usable_) kind_.free_fpe(&record_);
    }
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;

    bool usable() const { return usable_; }

    // The library's status; `alias` is set where that says FontNameAlias.
    int open(const std::string& name, FontPtr& font, std::string& alias)
    {
        char* other = nullptr; // stays the library's
        const int status = kind_.open_font(nullptr, &record_, FontLoadAll | FontOpenSync,
                                           name.data(), static_cast<int>(name.size()), bitmapFormat,
                                           bitmapFormatMask, 0, &font, &other, nullptr);
        if (status == FontNameAlias && other) alias = other;
        if (status == Successful && font && !font->fpe) font->fpe = &record_;
        return status;
    }

    void close(FontPtr font) { kind_.close_font(&record_, font); }

    void list(const std::string& pattern, int maximum, FontNamesPtr names)
    {
        kind_.list_fonts(nullptr, &record_, pattern.data(), static_cast<int>(pattern.size()),
                         maximum, names);
    }

private:
    const xfont2_fpe_funcs_rec& kind_;
    std::string name_;
    FontPathElementRec record_{};
    bool usable_ = false;
};

std::shared_ptr<Element> makeElement(const std::string& name)
{
    for (const xfont2_fpe_funcs_rec* kind : xfontElementKinds()) {
        if (!kind->name_check(name.c_str())) continue;
        auto element = std::make_shared<Element>(*kind, name);
        return element->usable() ? element : nullptr;
    }
    return nullptr;
}

} // namespace

class Fonts::Elements {
public:
    explicit Elements(const std::vector<std::string>& path)
    {
        for (const std::string& name : path)
            if (auto element = makeElement(name)) elements_.push_back(std::move(element));
    }

    std::pair<FontPtr, std::shared_ptr<Element>> open(std::string name) const
    {
        for (int depth = 0; depth < aliasDepth; ++depth) {
            std::string alias;
            for (const auto& element : elements_) {
                FontPtr font = nullptr;
                const int status = element->open(name, font, alias);
                if (status == Successful && font) return {font, element};
                if (status == FontNameAlias) break;
            }
            if (alias.empty()) break;
            name = alias;
        }
        return {};
    }

    const std::vector<std::shared_ptr<Element>>& all() const { return elements_; }

private:
    std::vector<std::shared_ptr<Element>> elements_;
};

Fonts::Fonts(GlyphStore glyphs, std::vector<std::string> directories)
    : glyphs_(std::move(glyphs)), allowed_(std::move(directories))
{
    std::erase_if(allowed_, [](const std::string& directory) {
        return !directory.starts_with('/') || !makeElement(directory);
    });
    allowed_.push_back(builtIns);
    setPath({});
}

Fonts::~Fonts() = default;

std::vector<std::string> Fonts::defaultDirectories()
{
    // X.Org's order, which programs' pictures depend on: fonts of exactly the size asked for first.
    struct Folder {
        const char *name, *attribute;
    };
    constexpr Folder folders[] = {{"misc", ""},
                                  {"cyrillic", ""},
                                  {"100dpi", "/:unscaled"},
                                  {"75dpi", "/:unscaled"},
                                  {"Type1", ""},
                                  {"100dpi", ""},
                                  {"75dpi", ""}};
    const std::string root = "/usr/share/fonts/X11/";
    std::vector<std::string> found;
    for (const auto& [name, attribute] : folders) {
        std::error_code missing;
        if (std::filesystem::exists(root + name + "/fonts.dir", missing))
            found.push_back(root + name + attribute);
    }
    return found;
}

std::shared_ptr<Font> Fonts::open(std::string_view given)
{
    if (given.empty() || given.size() > longestName) return nullptr;
    const std::string name(given);
    if (const auto known = byName_.find(name); known != byName_.end()) {
        if (auto font = known->second.lock()) return font;
        byName_.erase(known);
    }
    const auto [record, element] = elements_->open(name);
    if (!record) return nullptr;
    std::shared_ptr<Font> font = open_[record].lock();
    if (!font) {
        // The element stays as long as its fonts, whatever becomes of the font path.
        font = std::make_shared<Font>(record, glyphs_, [this, from = element](FontPtr closed) {
            open_.erase(closed);
            from->close(closed);
        });
        open_[record] = font;
    }
    byName_[name] = font;
    remember(font);
    return font;
}

void Fonts::remember(const std::shared_ptr<Font>& font)
{
    std::erase(recent_, font);
    recent_.push_back(font);
    if (recent_.size() > keptFonts) recent_.erase(recent_.begin());
    std::erase_if(byName_, [](const auto& entry) { return entry.second.expired(); });
}

std::vector<std::string> Fonts::list(std::string_view given, std::size_t maximum)
{
    const std::string pattern(given.substr(0, longestName));
    const int most = static_cast<int>(std::min<std::size_t>(maximum, 65535));
    std::vector<std::string> result;
    for (const auto& element : elements_->all()) {
        FontNamesPtr names = xfont2_make_font_names_record(64);
        if (!names) break;
        element->list(pattern, most, names);
        for (int i = 0; i < names->nnames && result.size() < maximum; ++i) {
            std::string name(names->names[i], static_cast<std::size_t>(names->length[i]));
            result.push_back(std::move(name));
        }
        xfont2_free_font_names(names);
    }
    return result;
}

bool Fonts::setPath(std::vector<std::string> path)
{
    if (path.empty()) path = allowed_;
    for (const std::string& name : path)
        if (std::find(allowed_.begin(), allowed_.end(), name) == allowed_.end()) return false;
    path_ = std::move(path);
    elements_ = std::make_unique<Elements>(path_);
    byName_.clear();
    return true;
}

} // namespace vitrine
