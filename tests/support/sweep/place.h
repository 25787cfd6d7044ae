// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "tests/support/raw_client.h"
#include "tests/support/sweep/cases.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace vitrine::sweep {

// One server, and the two clients that the sweep has there: one that sends the cases, and another
// whose objects it may name.
class Place : public Numbers {
public:
    Place(std::filesystem::path socket, std::string cookie);

    // Both clients anew, with all objects. False where the server is gone.
    bool open();
    bool isOpen() const { return self_ != nullptr; }

    void send(const Case& wrong);
    // What came back until the server answered the next request, with this server's numbers taken
    // out: "nothing", "reply", "BadWindow unknown (8.0)", "closed".
    std::string answer();

    bool offers(std::string_view extension) const;
    // Objects are made of those extensions that the other place offers as well.
    void share(const Place& other);
    std::uint32_t idOf(const Object& object) const override;
    std::uint8_t majorOf(std::string_view extension) const override;

private:
    struct Offered {
        int major, firstEvent, firstError;
    };

    std::unique_ptr<RawClient> connect() const;
    void learn(const RawClient& client);
    void ask(); // for atoms and extensions, once
    void make();
    void makeOfExtensions();
    void makePictures();
    bool settle(bool all); // what self_ made was made
    std::uint32_t id(std::string_view object) const { return idOf(*findObject(object)); }
    void request(RawClient& client, int opcode, int second,
                 const std::vector<std::uint32_t>& words);
    void request(int opcode, int second, const std::vector<std::uint32_t>& words)
    {
        request(*self_, opcode, second, words);
    }
    RawClient::Bytes reply(std::string_view extension, int minor,
                           const std::vector<std::uint32_t>& words);
    std::string errorText(const RawClient::Bytes& bytes) const;
    std::string nameOf(std::uint32_t value) const;

    std::filesystem::path socket_;
    std::string cookie_;
    std::unique_ptr<RawClient> self_, other_;
    int sequence_ = 0; // of self_'s last request
    Length length_ = Length::Right;
    std::vector<Change> named_; // by the last case
    std::map<std::string, Offered, std::less<>> extensions_;
    std::map<std::string, bool, std::less<>> shared_;
    std::map<std::string, std::uint32_t, std::less<>> fixed_; // ids that the server gave
};

} // namespace vitrine::sweep
