// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/canvas/id_map.h"
#include "server/base/ids.h"
#include "server/display/x_error.h"

#include <cassert>
#include <memory>
#include <type_traits>
#include <vector>

namespace vitrine {

class Window;
class Pixmap;
class Cursor;
class Font;
struct Colormap;
struct GraphicsContext;

// The core error for an id that names no T. A resource of an extension has its own error, given to
// Resources::get.
template<class T> struct ResourceError;
template<> struct ResourceError<Window> {
    static constexpr auto make = badWindow;
};
template<> struct ResourceError<Pixmap> {
    static constexpr auto make = badPixmap;
};
template<> struct ResourceError<Cursor> {
    static constexpr auto make = badCursor;
};
template<> struct ResourceError<Font> {
    static constexpr auto make = badFont;
};
template<> struct ResourceError<Colormap> {
    static constexpr auto make = badColormap;
};
template<> struct ResourceError<GraphicsContext> {
    static constexpr auto make = badGraphicsContext;
};

// Everything that clients name by an id, of whatever type: add<T> it, and find<T> it. An object may
// be shared (a cursor lives while a window shows it); here it is named.
class Resources {
public:
    static constexpr int clientBits = 21; // ids of a client: its number, then so many bits

    static ClientId ownerOf(Xid id) { return {id >> clientBits}; }

    template<class T> void add(Xid id, std::shared_ptr<T> object)
    {
        assert(!has(id));
        entries_.add(id, Entry{std::move(object), &tag<std::remove_cv_t<T>>});
    }

    template<class T> T* find(Xid id) const // null where there is none of that type
    {
        const Entry* entry = entryOf<T>(id);
        return entry ? pointer<T>(*entry) : nullptr;
    }
    // One of several types that have a base.
    template<class Base, class... Ts> Base* findAny(Xid id) const
    {
        const Entry* entry = entries_.find(id);
        Base* found = nullptr;
        const auto matches = [&]<class T>(T* object) {
            if (entry->type == &tag<T>) found = object;
            return found != nullptr;
        };
        if (entry) static_cast<void>((matches(pointer<Ts>(*entry)) || ...));
        return found;
    }
    template<class T> T& get(Xid id) const // or throws the core error of its type
    {
        if (T* object = find<T>(id)) return *object;
        throw ResourceError<std::remove_cv_t<T>>::make(id);
    }
    template<class T> T& get(Xid id, std::uint8_t errorCode) const
    {
        if (T* object = find<T>(id)) return *object;
        throw XError{errorCode, id};
    }
    // To keep what is named, beyond its name.
    template<class T>
    std::shared_ptr<T> share(Xid id) const // null where there is none of that type
    {
        const Entry* entry = entryOf<T>(id);
        if (!entry) return nullptr;
        return std::shared_ptr<T>(entry->object, pointer<T>(*entry));
    }

    bool has(Xid id) const { return entries_.find(id) != nullptr; }
    void remove(Xid id) { entries_.erase(id); }
    std::size_t count() const { return entries_.count(); }

    // Calls use(id, T&) for each T; `use` must not add or remove.
    template<class T, class Use> void each(Use use) const
    {
        entries_.each([&](Xid id, const Entry& entry) {
            if (entry.type == &tag<std::remove_cv_t<T>>) use(id, *pointer<T>(entry));
        });
    }
    std::vector<Xid> ownedBy(ClientId client) const; // sorted

private:
    template<class T> static constexpr char tag = 0; // its address stands for the type

    struct Entry {
        std::shared_ptr<const void> object;
        const char* type;
    };
    template<class T> const Entry* entryOf(Xid id) const
    {
        const Entry* entry = entries_.find(id);
        return entry && entry->type == &tag<std::remove_cv_t<T>> ? entry : nullptr;
    }
    template<class T> static T* pointer(const Entry& entry)
    {
        return static_cast<T*>(const_cast<void*>(entry.object.get()));
    }

    IdMap<Entry> entries_;
};

} // namespace vitrine
