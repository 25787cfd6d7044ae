// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"
#include "server/display/allowance.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

// A property's value: units of 8, 16 or 32 bits in the machine's byte order.
struct Property {
    Atom name = 0;
    Atom type = 0;
    std::uint8_t format = 8;
    std::vector<std::byte> bytes;
    Lease lease; // of who wrote it last

    std::size_t unitBytes() const { return format / 8u; }
    std::string_view text() const;                // of format 8, as it is; otherwise empty
    std::vector<std::uint32_t> cardinals() const; // of format 32; otherwise empty
};

enum class PropertyMode : std::uint8_t { Replace, Prepend, Append };

// The properties of one window. To change one so that everybody hears of it, use
// Display::changeProperty.
class Properties {
public:
    const Property* find(Atom name) const; // null where there is none
    std::span<const Property> all() const { return properties_; }
    std::size_t bytes() const { return bytes_; } // of all values

    // Throws BadMatch where prepended or appended data has another type or format, and BadAlloc
    // where the writer's allowance of memory does not reach (null: the server's own).
    void change(PropertyMode mode, Atom name, Atom type, std::uint8_t format,
                std::span<const std::byte> bytes, const std::shared_ptr<Allowance>& memory = {});
    bool remove(Atom name); // false where there is none
    // The value of names[i] becomes that of names[(i + delta) mod n]; all exist.
    void rotate(std::span<const Atom> names, int delta);

private:
    Property* editable(Atom name);

    std::vector<Property> properties_;
    std::size_t bytes_ = 0;
};

} // namespace vitrine
