// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/input.h"
#include "protocol/ops/messages.h"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <string>

using namespace vitrine;

namespace {

std::string readme()
{
    std::ifstream file(VITRINE_SOURCE "/protocol/README.md");
    return {std::istreambuf_iterator<char>(file), {}};
}

template<class Struct> std::string row(std::size_t number)
{
    std::string fields;
    std::apply([&](const auto&... field) { ((fields += std::string(field.name) + ", "), ...); },
               Struct::fields);
    if (!fields.empty()) fields.replace(fields.size() - 2, 2, " ");
    return "| " + std::to_string(number) + " | " + std::string(Struct::name) + " | " + fields + "|";
}

template<class Variant, std::size_t... Numbers>
void checkRows(const std::string& text, std::index_sequence<Numbers...>)
{
    for (const std::string& expected :
         {row<std::variant_alternative_t<Numbers, Variant>>(Numbers)...}) {
        INFO(expected);
        CHECK(text.find('\n' + expected + '\n') != std::string::npos);
    }
}

} // namespace

TEST_CASE("protocol/README.md lists every message and input with its fields")
{
    const std::string text = readme();
    REQUIRE_FALSE(text.empty());
    checkRows<Message>(text, std::make_index_sequence<std::variant_size_v<Message>>());
    checkRows<Input>(text, std::make_index_sequence<std::variant_size_v<Input>>());
}
