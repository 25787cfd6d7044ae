// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/sweep/place.h"

#include "protocol/x11/reader.h"

#include <cstring>
#include <sstream>

#include "x11/core.h"
#include "x11/extensions.h"

namespace vitrine::sweep {

namespace {

constexpr std::string_view atomName = "VITRINE_SWEEP";
constexpr std::uint32_t idMask = 0x1fffff; // of a client; X.Org's and ours

constexpr std::array<const char*, 18> errorNames{
    "",          "BadRequest", "BadValue",    "BadWindow",   "BadPixmap", "BadAtom",
    "BadCursor", "BadFont",    "BadMatch",    "BadDrawable", "BadAccess", "BadAlloc",
    "BadColor",  "BadGC",      "BadIDChoice", "BadName",     "BadLength", "BadImplementation"};

// The errors whose bad value the protocol defines; in the others X.Org leaves what was there.
bool hasValue(int code)
{
    using E = x11::ErrorCode;
    return code != E::Request && code != E::Match && code != E::Access && code != E::Alloc &&
           code != E::Name && code != E::Length && code != E::Implementation;
}

std::vector<std::uint32_t> wordsOf(std::string_view text)
{
    std::vector<std::uint32_t> words((text.size() + 3) / 4);
    std::memcpy(words.data(), text.data(), text.size());
    return words;
}

template<class T> T at(const RawClient::Bytes& bytes, std::size_t offset)
{
    T value{};
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

} // namespace

Place::Place(std::filesystem::path socket, std::string cookie)
    : socket_(std::move(socket)), cookie_(std::move(cookie))
{
}

std::unique_ptr<RawClient> Place::connect() const
{
    try {
        auto client = std::make_unique<RawClient>(socket_);
        const char* protocol = cookie_.empty() ? "" : "MIT-MAGIC-COOKIE-1";
        if (client->setUp(cookie_, x11::nativeOrder, protocol)) return client;
    } catch (const std::runtime_error&) {
    }
    return nullptr;
}

bool Place::open()
{
    self_.reset();
    other_ = connect();
    if (!other_) return false;
    self_ = connect();
    if (!self_) return false;
    learn(*self_);
    ask();
    make();
    return self_ != nullptr;
}

void Place::learn(const RawClient& client)
{
    x11::Arena arena;
    x11::Reader reader(client.setup, x11::nativeOrder, arena);
    const x11::Setup setup = x11::Setup::parse(reader);
    fixed_["root"] = setup.roots.at(0).root;
    fixed_["visual"] = setup.roots.at(0).rootVisual;
    fixed_["defaultColormap"] = setup.roots.at(0).defaultColormap;
}

void Place::request(RawClient& client, int opcode, int second,
                    const std::vector<std::uint32_t>& words)
{
    client.request(static_cast<std::uint8_t>(opcode), static_cast<std::uint8_t>(second), words);
    if (&client == self_.get()) ++sequence_;
}

// What a request of self_'s is answered; empty where there is no answer.
RawClient::Bytes Place::reply(std::string_view extension, int minor,
                              const std::vector<std::uint32_t>& words)
{
    if (extension.empty())
        request(minor, 0, words);
    else
        request(majorOf(extension), minor, words);
    while (auto message = self_->receive())
        if (message->front() == std::byte{x11::replyResponse}) return *message;
    return RawClient::Bytes(x11::messageSize);
}

void Place::ask()
{
    sequence_ = 0;
    const auto named = [](std::string_view name) {
        auto words = wordsOf(name);
        words.insert(words.begin(), static_cast<std::uint32_t>(name.size()));
        return words;
    };
    fixed_["atom"] = at<std::uint32_t>(reply({}, x11::InternAtom::opcode, named(atomName)), 8);
    if (!extensions_.empty()) return;
    for (const x11::ExtensionInfo& extension : x11::describedExtensions) {
        const auto answer = reply({}, x11::QueryExtension::opcode, named(extension.name));
        if (at<std::uint8_t>(answer, 8) == 0) continue;
        extensions_.emplace(extension.name,
                            Offered{at<std::uint8_t>(answer, 9), at<std::uint8_t>(answer, 10),
                                    at<std::uint8_t>(answer, 11)});
    }
}

void Place::share(const Place& other)
{
    for (const auto& [name, numbers] : extensions_) shared_[name] = other.offers(name);
}

// What objects.h lists.
void Place::make()
{
    const auto window = [this](RawClient& who, std::string_view name, std::uint32_t parent,
                               std::uint32_t windowClass = 1) {
        constexpr std::uint32_t place = 0x00020002, size = 0x00200020, overrideRedirect = 1;
        std::vector<std::uint32_t> words{
            id(name),        parent, place, size, windowClass << 16, 0, x11::CW::OverrideRedirect,
            overrideRedirect};
        if (windowClass == 1) { // of its own: a case may have taken the root's colormap away
            words[6] |= x11::CW::Colormap;
            words.push_back(id("defaultColormap"));
        }
        request(who, x11::CreateWindow::opcode, 0, words);
        if (name != "unmapped") request(who, x11::MapWindow::opcode, 0, {id(name)});
    };
    const std::uint32_t root = id("root"), size = 0x00100010;
    window(*other_, "other", root);
    request(*other_, x11::CreatePixmap::opcode, 24, {id("pixmapOfOther"), root, size});
    request(*other_, x11::GetInputFocus::opcode, 0, {});
    other_->receive();

    reply("BIG-REQUESTS", 0, {});
    window(*self_, "window", root);
    window(*self_, "child", id("window"));
    window(*self_, "sibling", id("window"));
    window(*self_, "inputOnly", id("window"), 2);
    window(*self_, "unmapped", id("window"));
    request(x11::CreatePixmap::opcode, 24, {id("pixmap"), root, size});
    request(x11::CreatePixmap::opcode, 1, {id("bitmap"), root, size});
    request(x11::CreatePixmap::opcode, 32, {id("pixmapArgb"), root, size});
    request(x11::CreatePixmap::opcode, 8, {id("pixmapA8"), root, size});
    request(x11::CreateGC::opcode, 0, {id("gc"), id("pixmap"), 0});
    request(x11::CreateGC::opcode, 0, {id("gcOfBitmap"), id("bitmap"), 0});
    request(x11::OpenFont::opcode, 0, {id("font"), 6, wordsOf("curs")[0], wordsOf("or")[0]});
    request(x11::CreateCursor::opcode, 0, {id("cursor"), id("bitmap"), id("bitmap"), 0, 0, 0, 0});
    request(x11::CreateColormap::opcode, 0, {id("colormap"), root, id("visual")});
    request(x11::ChangeProperty::opcode, 0, {id("window"), id("atom"), id("atom"), 8, 4, 0});
    if (!settle(true)) return self_.reset();
    makeOfExtensions();
    if (!settle(false)) self_.reset();
}

bool Place::settle(bool all)
{
    request(x11::GetInputFocus::opcode, 0, {});
    while (const auto message = self_->receive()) {
        if (message->front() == std::byte{x11::replyResponse}) return true;
        if (all && message->front() == std::byte{x11::errorResponse})
            throw std::runtime_error("the sweep's objects cannot be made: " + errorText(*message));
    }
    return false;
}

bool Place::offers(std::string_view extension) const
{
    return extension.empty() || extensions_.find(extension) != extensions_.end();
}

std::uint8_t Place::majorOf(std::string_view extension) const
{
    return static_cast<std::uint8_t>(extensions_.find(extension)->second.major);
}

std::uint32_t Place::idOf(const Object& object) const
{
    if (object.owner == Owner::Self) return self_->resourceBase + object.offset;
    if (object.owner == Owner::Other) return other_->resourceBase + object.offset;
    if (const auto found = fixed_.find(object.name); found != fixed_.end()) return found->second;
    return object.offset;
}

void Place::send(const Case& wrong)
{
    length_ = wrong.length;
    named_ = wrong.changes;
    self_->send(bytesOf(wrong, *this));
    ++sequence_;
    if (length_ != Length::OverLimit) request(*self_, x11::GetInputFocus::opcode, 0, {});
}

// Of a request over the limit the body never comes: the error does, and the client goes.
std::string Place::answer()
{
    std::string heard;
    while (const auto message = self_->receive()) {
        const int kind = at<std::uint8_t>(*message, 0);
        const auto sequence = at<std::uint16_t>(*message, 2);
        if (kind == x11::replyResponse && sequence == (sequence_ & 0xffff) &&
            length_ != Length::OverLimit)
            return heard.empty() ? "nothing" : heard;
        if (kind > 1) continue; // events are for other tests
        const std::string one = kind == x11::errorResponse ? errorText(*message) : "reply";
        if (one != "reply" || heard != "reply") heard += (heard.empty() ? "" : ", ") + one;
        const int wanted = sequence_ - (length_ == Length::OverLimit ? 0 : 1);
        if (sequence != (wanted & 0xffff)) heard += " out of sequence";
        if (length_ == Length::OverLimit) break;
    }
    self_.reset();
    return heard + (length_ == Length::OverLimit ? "" : heard.empty() ? "closed" : ", closed");
}

std::string Place::errorText(const RawClient::Bytes& bytes) const
{
    const int code = at<std::uint8_t>(bytes, 1);
    const int major = at<std::uint8_t>(bytes, 10);
    std::ostringstream text;
    std::string majorText = std::to_string(major);
    int nearest = -1;
    for (const auto& [name, numbers] : extensions_) {
        if (numbers.major == major) majorText = name;
        if (code < 128 || numbers.firstError > code || numbers.firstError <= nearest) continue;
        nearest = numbers.firstError;
        text.str("");
        text << name << " error " << code - nearest;
    }
    if (code < static_cast<int>(errorNames.size()))
        text << errorNames[static_cast<std::size_t>(code)];
    const auto value = at<std::uint32_t>(bytes, 4);
    if (hasValue(code)) text << ' ' << nameOf(value);
    text << " (" << majorText << '.' << at<std::uint16_t>(bytes, 8) << ')';
    return text.str();
}

// Those that the case names first: what is small may be a number or an id of the server's own.
std::string Place::nameOf(std::uint32_t value) const
{
    for (const Change& change : named_)
        if (change.object && idOf(*change.object) == value) return std::string(change.object->name);
    for (const Object& object : objects)
        if (object.owner != Owner::Fixed && idOf(object) == value) return std::string(object.name);
    if ((value & ~idMask) == self_->resourceBase && (value & idMask) != 0)
        return "own " + std::to_string(value & idMask);
    return std::to_string(value);
}

} // namespace vitrine::sweep
