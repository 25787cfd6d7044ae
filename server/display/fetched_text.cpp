// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/fetched_text.h"

#include "server/display/display.h"
#include "server/display/latin1.h"

namespace vitrine {

FetchedText::FetchedText(Display& display, Xid window, Atom selection, Atom landing,
                         std::function<void(std::string)> told)
    : display_(display), window_(window), selection_(selection), landing_(landing),
      utf8_(display.atoms().intern("UTF8_STRING")), incr_(display.atoms().intern("INCR")),
      told_(std::move(told))
{
}

void FetchedText::begin()
{
    ask(utf8_);
}

void FetchedText::ask(Atom target)
{
    target_ = target;
    incremental_ = false;
    received_.clear();
    display_.window(window_).properties.remove(landing_);
    display_.selections().convert(ClientId{}, {window_, selection_, target, landing_,
                                               display_.selections().owner(selection_).time});
}

void FetchedText::selectionNotify(const SelectionRequest& answer)
{
    if (answer.selection != selection_ || answer.target != target_ || incremental_) return;
    if (answer.property == landing_) return receive(false);
    if (target_ == utf8_)
        ask(atom::string); // an old program
    else
        target_ = 0;
}

void FetchedText::propertyChanged(Atom name, bool deleted)
{
    if (name == landing_ && !deleted && incremental_ && target_) receive(true);
}

// The property has the text, or a part of it, or announces that it will come in parts.
void FetchedText::receive(bool part)
{
    Window& own = display_.window(window_);
    const Property* property = own.properties.find(landing_);
    if (!property) return;
    const bool announced = property->type == incr_ && !part;
    const std::string_view text = property->text();
    const bool ended = !announced && (!part || text.empty());
    if (!announced && received_.size() + text.size() > maximumBytes) {
        target_ = 0; // too long for a clipboard; its owner waits in vain, as ICCCM allows
        return;
    }
    if (!announced) received_ += text;
    if (announced) incremental_ = true;
    const bool latin1 = property->type == atom::string;
    display_.deleteProperty(own, landing_); // which asks for the next part
    if (!ended) return;

    target_ = 0;
    const std::string whole = std::exchange(received_, {});
    told_(latin1 ? utf8FromLatin1(whole) : whole);
}

} // namespace vitrine
