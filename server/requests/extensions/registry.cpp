// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/requests/extensions/registry.h"

#include <algorithm>
#include <array>

namespace vitrine {

extern const Extension bigRequests;
extern const Extension compositeExtension;
extern const Extension damageExtension;
extern const Extension doubleBuffer;
extern const Extension dpms;
extern const Extension genericEvent;
extern const Extension glx;
extern const Extension mitShm;
extern const Extension presentExtension;
extern const Extension randr;
extern const Extension renderExtension;
extern const Extension screenSaver;
extern const Extension shape;
extern const Extension sync;
extern const Extension xcMisc;
extern const Extension xfixesExtension;
extern const Extension xinerama;
extern const Extension xinput;
extern const Extension xkeyboard;
extern const Extension xResource;
extern const Extension xtest;

std::span<const Extension* const> offeredExtensions()
{
    static constexpr std::array all{&bigRequests,
                                    &compositeExtension,
                                    &damageExtension,
                                    &doubleBuffer,
                                    &dpms,
                                    &genericEvent,
                                    &glx,
                                    &mitShm,
                                    &presentExtension,
                                    &randr,
                                    &renderExtension,
                                    &screenSaver,
                                    &shape,
                                    &sync,
                                    &xcMisc,
                                    &xfixesExtension,
                                    &xinerama,
                                    &xinput,
                                    &xkeyboard,
                                    &xResource,
                                    &xtest};
    return all;
}

const Extension* findExtension(std::uint8_t majorOpcode)
{
    const auto all = offeredExtensions();
    const auto found = std::ranges::find_if(all, [&](const Extension* extension) {
        return extension->info.majorOpcode == majorOpcode;
    });
    return found == all.end() ? nullptr : *found;
}

const Extension* findExtension(std::string_view name)
{
    const auto all = offeredExtensions();
    const auto found = std::ranges::find_if(
        all, [&](const Extension* extension) { return extension->info.name == name; });
    return found == all.end() ? nullptr : *found;
}

} // namespace vitrine
