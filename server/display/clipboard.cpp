// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/clipboard.h"

#include "server/display/display.h"
#include "server/display/latin1.h"

#include <algorithm>
#include <array>

namespace vitrine {

namespace {

constexpr std::uint32_t primaryRest = 100; // milliseconds: programs take it at each step of a drag
constexpr std::size_t chunkBytes = std::size_t{256} << 10; // of an incremental transfer

} // namespace

Clipboard::Clipboard(Display& display)
    : display_(display), window_(display.createOwnWindow().id()),
      clipboard_(display.atoms().intern("CLIPBOARD")),
      clipboardText_(display, window_, clipboard_, display.atoms().intern("_VITRINE_CLIPBOARD"),
                     [this](std::string text) {
                         text_ = std::move(text);
                         if (told_) told_(text_);
                     }),
      primaryText_(display, window_, atom::primary, display.atoms().intern("_VITRINE_PRIMARY"),
                   [this](std::string text) {
                       primary_ = std::move(text);
                       if (primaryTold_) primaryTold_(primary_);
                   }),
      primarySettles_(display.timers(), [this] { primaryText_.begin(); })
{
    Atoms& atoms = display.atoms();
    targets_ = atoms.intern("TARGETS");
    multiple_ = atoms.intern("MULTIPLE");
    timestamp_ = atoms.intern("TIMESTAMP");
    utf8_ = atoms.intern("UTF8_STRING");
    anyText_ = atoms.intern("TEXT");
    plainText_ = atoms.intern("text/plain");
    plainUtf8_ = atoms.intern("text/plain;charset=utf-8");
    incr_ = atoms.intern("INCR");
    pair_ = atoms.intern("ATOM_PAIR");
}

void Clipboard::setText(std::string text)
{
    if (text.size() > maximumBytes) text.resize(maximumBytes);
    clipboardText_.stop();
    text_ = text;
    own(clipboard_);
    setPrimary(std::move(text));
}

void Clipboard::setPrimary(std::string text)
{
    if (text.size() > maximumBytes) text.resize(maximumBytes);
    primaryText_.stop();
    primarySettles_.stop();
    primary_ = std::move(text);
    own(atom::primary);
}

void Clipboard::own(Atom selection)
{
    display_.selections().setOwner(selection, &display_.window(window_), ClientId{},
                                   display_.now());
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
    const std::string& text = request.selection == atom::primary ? primary_ : text_;
    if (target == targets_) {
        const std::array<std::uint32_t, 8> known{targets_, multiple_,    timestamp_, utf8_,
                                                 anyText_, atom::string, plainText_, plainUtf8_};
        put(request, atom::atom, known);
    } else if (target == timestamp_) {
        put(request, atom::integer,
            std::array{display_.selections().owner(request.selection).time});
    } else if (target == utf8_ || target == anyText_) {
        putText(request, utf8_, text);
    } else if (target == plainText_ || target == plainUtf8_) {
        putText(request, target, text);
    } else if (target == atom::string) {
        putText(request, atom::string, latin1FromUtf8(text));
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
    if (window == window_) return;
    if (selection == clipboard_) {
        clipboardText_.stop();
        if (window != 0) clipboardText_.begin();
    } else if (selection == atom::primary) {
        primaryText_.stop();
        primarySettles_.stop();
        if (window != 0 && primaryFollowers_ > 0) primarySettles_.after(primaryRest);
    }
}

void Clipboard::followPrimary(bool follows)
{
    primaryFollowers_ += follows ? 1 : -1;
    if (primaryFollowers_ == 0) primarySettles_.stop();
}

void Clipboard::selectionNotify(const SelectionRequest& answer)
{
    clipboardText_.selectionNotify(answer);
    primaryText_.selectionNotify(answer);
}

void Clipboard::propertyChanged(Window& window, Atom name, bool deleted)
{
    if (window.id() == window_) {
        clipboardText_.propertyChanged(name, deleted);
        primaryText_.propertyChanged(name, deleted);
        return;
    }
    if (!deleted) return;
    for (Outgoing& outgoing : outgoing_)
        if (outgoing.requestor == window.id() && outgoing.property == name)
            return sendMore(outgoing, window);
}

void Clipboard::windowGone(Xid window)
{
    std::erase_if(outgoing_, [&](const Outgoing& one) { return one.requestor == window; });
}

} // namespace vitrine
