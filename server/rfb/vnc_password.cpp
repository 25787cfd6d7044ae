// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/vnc_password.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <rfb/rfb.h>

#include <stdexcept>
#include <string_view>

namespace vitrine {

namespace {

void fillRandom(std::span<std::uint8_t> bytes)
{
    if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
        throw std::runtime_error("the system gives no random bytes");
}

} // namespace

VncChallenge makeChallenge()
{
    VncChallenge challenge;
    fillRandom(challenge);
    return challenge;
}

bool answers(std::span<const std::uint8_t> response, const VncChallenge& challenge,
             const std::string& password)
{
    VncChallenge expected = challenge;
    std::string key = password.substr(0, 8);
    rfbEncryptBytes(expected.data(), key.data());
    return response.size() == expected.size() &&
           CRYPTO_memcmp(response.data(), expected.data(), expected.size()) == 0;
}

std::string makePassword()
{
    constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    std::string password;
    while (password.size() < 8) {
        std::uint8_t byte = 0;
        fillRandom({&byte, 1});
        if (byte < 256 / letters.size() * letters.size()) // none likelier than another
            password += letters[byte % letters.size()];
    }
    return password;
}

} // namespace vitrine
