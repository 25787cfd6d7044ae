// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/properties.h"

#include "server/display/x_error.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace vitrine {

namespace {

// Of one window together. One property may well take 16 MB (an icon list, a paste).
constexpr std::size_t maximumBytes = std::size_t{128} << 20;

} // namespace

std::string_view Property::text() const
{
    if (format != 8) return {};
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::vector<std::uint32_t> Property::cardinals() const
{
    if (format != 32) return {};
    std::vector<std::uint32_t> values(bytes.size() / 4);
    std::memcpy(values.data(), bytes.data(), values.size() * 4);
    return values;
}

const Property* Properties::find(Atom name) const
{
    const auto found = std::ranges::find(properties_, name, &Property::name);
    return found == properties_.end() ? nullptr : &*found;
}

Property* Properties::editable(Atom name)
{
    return const_cast<Property*>(find(name));
}

void Properties::change(PropertyMode mode, Atom name, Atom type, std::uint8_t format,
                        std::span<const std::byte> bytes, const std::shared_ptr<Allowance>& memory)
{
    Property* property = editable(name);
    const bool replaces = !property || mode == PropertyMode::Replace;
    if (!replaces && (property->type != type || property->format != format)) throw badMatch();

    const std::size_t old = property && replaces ? property->bytes.size() : 0;
    constexpr std::size_t keep = sizeof(Property);
    if (bytes_ - old + bytes.size() + keep > maximumBytes) throw badAlloc();
    const std::size_t size = (replaces ? 0 : property->bytes.size()) + bytes.size();
    Lease first;
    Lease& lease = property ? property->lease : first;
    if (memory)
        lease.renew(memory, static_cast<std::int64_t>(keep + size));
    else
        lease = Lease();

    if (!property) {
        property = &properties_.emplace_back();
        property->name = name;
        property->lease = std::move(first);
        bytes_ += keep;
    }
    bytes_ = bytes_ - old + bytes.size();
    if (replaces) {
        property->type = type;
        property->format = format;
        property->bytes.assign(bytes.begin(), bytes.end());
        return;
    }
    auto& kept = property->bytes;
    kept.insert(mode == PropertyMode::Prepend ? kept.begin() : kept.end(), bytes.begin(),
                bytes.end());
}

bool Properties::remove(Atom name)
{
    const auto found = std::ranges::find(properties_, name, &Property::name);
    if (found == properties_.end()) return false;
    bytes_ -= found->bytes.size() + sizeof(Property);
    properties_.erase(found);
    return true;
}

void Properties::rotate(std::span<const Atom> names, int delta)
{
    const auto count = static_cast<int>(names.size());
    if (count == 0) return;
    const int shift = ((delta % count) + count) % count;
    std::vector<Property*> places;
    std::vector<Property> values;
    for (const Atom name : names) places.push_back(editable(name));
    for (Property* place : places) values.push_back(std::move(*place));
    for (int i = 0; i < count; ++i) {
        const auto to = static_cast<std::size_t>((i + shift) % count);
        *places[to] = std::move(values[static_cast<std::size_t>(i)]);
        places[to]->name = names[to];
    }
}

} // namespace vitrine
