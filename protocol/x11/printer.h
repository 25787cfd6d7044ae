// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace vitrine::x11 {

struct NamedValue {
    std::string_view name;
    std::uint32_t value;
};

struct RawEvent;

// Collects " field=value" for the fields of a message. Long lists and texts are cut.
class Printer {
public:
    static constexpr std::size_t shownElements = 8;
    static constexpr std::size_t shownCharacters = 80;

    const std::string& text() const { return text_; }

    template<class T> void value(std::string_view name, const T& value)
    {
        field(name, value, [&](const auto& element) { this->one(element); });
    }
    // Resources and atoms, in hexadecimal.
    template<class T> void id(std::string_view name, const T& value)
    {
        field(name, value, [&](std::uint32_t element) { this->hex(element); });
    }
    template<class T>
    void named(std::string_view name, const T& value, std::span<const NamedValue> names)
    {
        field(name, value,
              [&](auto element) { enumerator(static_cast<std::uint32_t>(element), names); });
    }
    template<class T>
    void bits(std::string_view name, const T& value, std::span<const NamedValue> names)
    {
        field(name, value, [&](auto element) { mask(static_cast<std::uint32_t>(element), names); });
    }
    void raw(const void* bytes, std::size_t size);

private:
    template<class T, class Each>
    void field(std::string_view name, const T& value, const Each& each)
    {
        start(name);
        shown(value, each);
    }
    template<class T, class Each>
    void field(std::string_view name, const std::optional<T>& value, const Each& each)
    {
        if (value) field(name, *value, each);
    }

    template<class T, class Each> void shown(const T& value, const Each& each)
    {
        if constexpr (std::is_convertible_v<const T&, std::string_view>) {
            quoted(value);
        } else if constexpr (requires { std::span(value); }) {
            using Element = std::remove_cv_t<typename decltype(std::span(value))::element_type>;
            if constexpr (std::is_same_v<Element, std::byte>) {
                raw(value.data(), value.size());
            } else {
                list(std::span(value), each);
            }
        } else {
            each(value);
        }
    }
    template<class T, std::size_t extent, class Each>
    void list(std::span<T, extent> values, const Each& each)
    {
        text_ += '[';
        std::size_t count = 0;
        for (const auto& value : values) {
            if (count == shownElements) break;
            if (count++ != 0) text_ += ' ';
            shown(value, each);
        }
        if (values.size() > shownElements)
            text_ += " … " + std::to_string(values.size()) + " in all";
        text_ += ']';
    }
    template<class T> void one(const T& value)
    {
        if constexpr (std::is_same_v<T, bool>) {
            text_ += value ? "true" : "false";
        } else if constexpr (std::is_same_v<T, std::byte>) {
            hex(std::to_integer<std::uint32_t>(value));
        } else if constexpr (std::is_same_v<T, RawEvent>) {
            raw(&value, 32);
        } else if constexpr (std::is_arithmetic_v<T>) {
            text_ += std::to_string(value);
        } else {
            text_ += '{';
            print(*this, value);
            text_ += '}';
        }
    }

    void start(std::string_view name);
    void quoted(std::string_view value);
    void hex(std::uint32_t value);
    void enumerator(std::uint32_t value, std::span<const NamedValue> names);
    void mask(std::uint32_t value, std::span<const NamedValue> names);

    std::string text_;
};

} // namespace vitrine::x11
