// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/x11/reader.h"

#include <optional>

namespace vitrine::x11 {

inline constexpr std::uint8_t badRequest = 1;
inline constexpr std::uint8_t badValue = 2;
inline constexpr std::uint8_t badLength = 16;
inline constexpr std::uint8_t badImplementation = 17;

// A request as `vitrine coverage` lists it.
struct RequestInfo {
    std::uint8_t opcode; // the minor one in an extension
    std::string_view name;
    bool handled;
};

// A request is handled if, where this is instantiated, a function handle(call, request) is declared
// beside Call. Instantiate it in one translation unit for each extension.
template<class Call, class Request>
concept Handled = requires(Call& call, const Request& request)
{
    handle(call, request);
};

// Parses, or says why not: the X error that is due.
template<class Request>
std::optional<Request> parseRequest(const Frame& frame, Arena& arena, std::uint8_t& error,
                                    std::uint32_t& value)
{
    Reader reader(frame.bytes, frame.order, arena);
    Request request = Request::parse(reader);
    if (!reader.finish()) {
        error = badLength;
        value = 0;
        return std::nullopt;
    }
    if (reader.badValue()) {
        error = badValue;
        value = *reader.badValue();
        return std::nullopt;
    }
    return request;
}

template<class Request> std::optional<Request> parseRequest(const Frame& frame, Arena& arena)
{
    std::uint8_t error = 0;
    std::uint32_t value = 0;
    return parseRequest<Request>(frame, arena, error, value);
}

// Call has fail(code, badValue), which does not return, reply(reply), and, for requests with file
// descriptors, how many of them belong to this one.
template<class Request, class Call> void answer(Call& call, const Frame& frame)
{
    if constexpr (Handled<Call, Request>) {
        if constexpr (requires { Request::fileDescriptors; })
            call.fileDescriptors = Request::fileDescriptors;
        Arena arena;
        Reader reader(frame.bytes, frame.order, arena);
        const Request request = Request::parse(reader);
        if (!reader.finish()) return call.fail(badLength, 0);
        if (reader.badValue()) return call.fail(badValue, *reader.badValue());
        if constexpr (std::is_void_v<decltype(handle(call, request))>) {
            handle(call, request);
        } else {
            call.reply(handle(call, request));
        }
    } else {
        call.fail(badImplementation, 0);
    }
}

} // namespace vitrine::x11
