// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/render/lookups.h"

#include "server/display/display.h"

#include <array>

#include "x11/render.h"

namespace vitrine::rendering {

Picture& picture(Call& call, Xid id)
{
    auto& found = call.display.resources().get<Picture>(id, x11::render::ErrorCode::Picture);
    if (const Drawable* drawable = found.drawable()) drawable->refresh(drawable->bounds());
    return found;
}

Picture* pictureOrNone(Call& call, Xid id)
{
    return id == 0 ? nullptr : &picture(call, id);
}

Picture& targetPicture(Call& call, Xid id)
{
    Picture& target = picture(call, id);
    if (!target.drawable()) throw badDrawable(id);
    return target;
}

const PictFormat& format(Xid id)
{
    const PictFormat* found = findPictFormat(id);
    if (!found) throw XError{x11::render::ErrorCode::PictFormat, id};
    return *found;
}

const PictFormat* formatOrNone(Xid id)
{
    return id == 0 ? nullptr : &format(id);
}

void checkOperator(std::uint8_t operation)
{
    using Op = x11::render::PictOp;
    const bool known = operation <= Op::Saturate ||
                       (operation >= Op::DisjointClear && operation <= Op::DisjointXor) ||
                       (operation >= Op::ConjointClear && operation <= Op::ConjointXor) ||
                       (operation >= Op::Multiply && operation <= Op::HSLLuminosity);
    if (!known) throw badValue(operation);
}

std::span<const NamedFilter> filters()
{
    static constexpr std::array all{
        NamedFilter{"nearest", std::nullopt},     NamedFilter{"bilinear", std::nullopt},
        NamedFilter{"convolution", std::nullopt}, NamedFilter{"fast", Filter::Nearest},
        NamedFilter{"good", Filter::Bilinear},    NamedFilter{"best", Filter::Bilinear},
    };
    return all;
}

} // namespace vitrine::rendering
