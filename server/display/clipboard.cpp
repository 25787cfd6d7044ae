// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/clipboard.h"

#include "server/display/display.h"
#include "server/display/latin1.h"

#include <algorithm>
#include <array>

namespace vitrine {

namespace {

constexpr std::size_t chunkBytes = std::size_t{256} << 10; // of an incremental transfer

} // namespace

Clipboard::Clipboard(Display& display) : display_(display)
{
    Atoms& atoms = display.atoms();
    clipboard_ = atoms.intern("CLIPBOARD");
    targets_ = atoms.intern("TARGETS");
    multiple_ = atoms.intern("MULTIPLE");
    timestamp_ = atoms.intern("TIMESTAMP");
    utf8_ = atoms.intern("UTF8_STRING");
    anyText_ = atoms.intern("TEXT");
    plainText_ = atoms.intern("text/plain");
    plainUtf8_ = atoms.intern("text/plain;charset=utf-8");
    incr_ = atoms.intern("INCR");
    pair_ = atoms.intern("ATOM_PAIR");
    landing_ = atoms.intern("_VITRINE_CLIPBOARD");
    window_ = display.createOwnWindow().id();
}

void Clipboard::setText(std::string text)
{
    if (text.size() > maximumBytes) text.resize(maximumBytes);
    text_ = std::move(text);
    fetching_ = 0;
    ownedSince_ = display_.now();
    Window& own = display_.window(window_);
    for (const Atom selection : {clipboard_, atom::primary})
        display_.selections().setOwner(selection, &own, ClientId{}, ownedSince_);
}

void Clipboard::requested(ClientId asker, const SelectionRequest& request)
{
    SelectionRequest answer = request;
    if (answer.property == 0) answer.property = request.target; // obsolete clients, ICCCM 2.2
    if (!convert(answer)) answer.property = 0;
    display_.selections().answer(asker, answer);
}

bool Clipboard::convert(const SelectionRequest& request)
{
    const Atom target = request.target;
    if (target == targets_) {
        const std::array<std::uint32_t, 8> known{targets_, multiple_,    timestamp_, utf8_,
                                                 anyText_, atom::string, plainText_, plainUtf8_};
        put(request, atom::atom, known);
    } else if (target == timestamp_) {
        put(request, atom::integer, std::array{ownedSince_});
    } else if (target == utf8_ || target == anyText_) {
        putText(request, utf8_, text_);
    } else if (target == plainText_ || target == plainUtf8_) {
        putText(request, target, text_);
    } else if (target == atom::string) {
        putText(request, atom::string, latin1FromUtf8(text_));
    } else {
        return target == multiple_ && convertSeveral(request);
    }
    return true;
}

// ICCCM 2.6.2: the property lists pairs of target and property; a refused one's becomes None.
bool Clipboard::convertSeveral(const SelectionRequest& request)
{
    const Window* requestor = display_.resources().find<Window>(request.requestor);
    const Property* list = requestor ? requestor->properties.find(request.property) : nullptr;
    if (!list) return false;
    std::vector<std::uint32_t> pairs = list->cardinals();
    for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
        SelectionRequest one = request;
        one.target = pairs[i];
        one.property = pairs[i + 1];
        const bool known = one.target != multiple_ && display_.atoms().has(one.property);
        if (!known || !convert(one)) pairs[i + 1] = 0;
    }
    put(request, pair_, pairs);
    return true;
}

void Clipboard::put(const SelectionRequest& request, Atom type,
                    std::span<const std::uint32_t> values)
{
    if (Window* requestor = display_.resources().find<Window>(request.requestor))
        display_.changeProperty(*requestor, PropertyMode::Replace, request.property, type, 32,
                                std::as_bytes(values));
}

void Clipboard::putText(const SelectionRequest& request, Atom type, std::string text)
{
    Window* requestor = display_.resources().find<Window>(request.requestor);
    if (!requestor) return;
    if (text.size() <= chunkBytes) {
        display_.changeProperty(*requestor, PropertyMode::Replace, request.property, type, 8,
                                std::as_bytes(std::span(text)));
        return;
    }
    std::erase_if(outgoing_, [&](const Outgoing& old) {
        return old.requestor == request.requestor && old.property == request.property;
    });
    put(request, incr_, std::array{static_cast<std::uint32_t>(text.size())});
    outgoing_.push_back({request.requestor, request.property, type, std::move(text)});
}

// Each time the requestor has deleted the property; an empty one ends it.
void Clipboard::sendMore(Outgoing& outgoing, Window& requestor)
{
    const std::string_view left = std::string_view(outgoing.text).substr(outgoing.sent);
    const std::string chunk(left.substr(0, chunkBytes));
    outgoing.sent += chunk.size();
    const Atom property = outgoing.property;
    const Atom type = outgoing.type;
    if (chunk.empty())
        std::erase_if(outgoing_, [&](const Outgoing& one) { return &one == &outgoing; });
    display_.changeProperty(requestor, PropertyMode::Replace, property, type, 8,
                            std::as_bytes(std::span(chunk)));
}

void Clipboard::ownerChanged(Atom selection, Xid window)
{
    if (selection != clipboard_ || window == window_) return;
    fetching_ = 0;
    if (window != 0) fetch(utf8_);
}

void Clipboard::fetch(Atom target)
{
    fetching_ = target;
    incremental_ = false;
    received_.clear();
    display_.window(window_).properties.remove(landing_);
    display_.selections().convert(ClientId{}, {window_, clipboard_, target, landing_,
                                               display_.selections().owner(clipboard_).time});
}

void Clipboard::selectionNotify(const SelectionRequest& answer)
{
    if (answer.selection != clipboard_ || answer.target != fetching_ || incremental_) return;
    if (answer.property == landing_) return receive(false);
    if (fetching_ == utf8_)
        fetch(atom::string); // an old program
    else
        fetching_ = 0;
}

void Clipboard::propertyChanged(Window& window, Atom name, bool deleted)
{
    if (window.id() == window_) {
        if (name == landing_ && !deleted && incremental_ && fetching_) receive(true);
        return;
    }
    if (!deleted) return;
    for (Outgoing& outgoing : outgoing_)
        if (outgoing.requestor == window.id() && outgoing.property == name)
            return sendMore(outgoing, window);
}

// The property has the text, or a part of it, or announces that it will come in parts.
void Clipboard::receive(bool part)
{
    Window& own = display_.window(window_);
    const Property* property = own.properties.find(landing_);
    if (!property) return;
    const bool announced = property->type == incr_ && !part;
    const std::string_view text = property->text();
    const bool ended = !announced && (!part || text.empty());
    if (!announced && received_.size() + text.size() > maximumBytes) {
        fetching_ = 0; // too long for a clipboard; its owner waits in vain, as ICCCM allows
        return;
    }
    if (!announced) received_ += text;
    if (announced) incremental_ = true;
    latin1_ = property->type == atom::string;
    display_.deleteProperty(own, landing_); // which asks for the next part
    if (!ended) return;

    fetching_ = 0;
    text_ = latin1_ ? utf8FromLatin1(received_) : std::move(received_);
    received_.clear();
    if (told_) told_(text_);
}

void Clipboard::windowGone(Xid window)
{
    std::erase_if(outgoing_, [&](const Outgoing& one) { return one.requestor == window; });
}

} // namespace vitrine
