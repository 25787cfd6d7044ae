// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace vitrine {

// Values by a number that is not zero: looked up for every request and every letter, so found in a
// table, mostly at the first place looked at. A value stays where it is until it is erased.
template<class Value> class IdMap {
public:
    IdMap() = default;
    IdMap(const IdMap& other)
    {
        other.each([this](std::uint32_t id, const Value& value) { add(id, value); });
    }
    IdMap(IdMap&& other) noexcept { swap(other); }
    IdMap& operator=(IdMap other) noexcept
    {
        swap(other);
        return *this;
    }
    void swap(IdMap& other) noexcept
    {
        slots_.swap(other.slots_);
        std::swap(shift_, other.shift_);
        std::swap(count_, other.count_);
    }

    Value* find(std::uint32_t id) const // null where there is none
    {
        if (count_ == 0 || id == 0) return nullptr;
        for (std::size_t at = placeOf(id);; at = next(at)) {
            if (slots_[at].id == id) return slots_[at].value.get();
            if (slots_[at].id == 0) return nullptr;
        }
    }
    bool add(std::uint32_t id, Value value) // false where the number is taken, or zero
    {
        if (id == 0 || find(id)) return false;
        if (2 * (count_ + 1) > slots_.size()) grow();
        put(id, std::make_unique<Value>(std::move(value)));
        ++count_;
        return true;
    }
    bool erase(std::uint32_t id) // false where there is none
    {
        if (!find(id)) return false;
        std::size_t hole = placeOf(id);
        while (slots_[hole].id != id) hole = next(hole);
        const auto erased = std::exchange(slots_[hole], {}); // its destructor may look for others
        --count_;
        for (std::size_t at = next(hole); slots_[at].id != 0; at = next(at)) {
            // Whoever is not found beyond a hole moves into it.
            const std::size_t wanted = placeOf(slots_[at].id);
            if (((at - wanted) & mask()) < ((at - hole) & mask())) continue;
            slots_[hole] = std::exchange(slots_[at], {});
            hole = at;
        }
        return true;
    }
    std::size_t count() const { return count_; }

    // Calls use(id, value) for each, in no order; `use` must not add or erase.
    template<class Use> void each(Use use) const
    {
        for (const Slot& slot : slots_)
            if (slot.id != 0) use(slot.id, *slot.value);
    }

private:
    struct Slot {
        std::uint32_t id = 0; // zero: free
        std::unique_ptr<Value> value;
    };

    std::size_t mask() const { return slots_.size() - 1; }
    std::size_t next(std::size_t at) const { return (at + 1) & mask(); }
    std::size_t placeOf(std::uint32_t id) const
    {
        return static_cast<std::uint32_t>(id * 0x9e3779b1u) >> shift_; // Knuth's golden ratio
    }
    void put(std::uint32_t id, std::unique_ptr<Value> value)
    {
        std::size_t at = placeOf(id);
        while (slots_[at].id != 0) at = next(at);
        slots_[at] = {id, std::move(value)};
    }
    void grow()
    {
        constexpr std::size_t leastSlots = 16;
        auto old = std::exchange(slots_, {});
        slots_.resize(old.empty() ? leastSlots : 2 * old.size());
        shift_ = 33;
        for (std::size_t size = slots_.size(); size != 0; size /= 2) --shift_;
        for (Slot& slot : old)
            if (slot.id != 0) put(slot.id, std::move(slot.value));
    }

    std::vector<Slot> slots_; // a power of two, at least half of them free
    unsigned shift_ = 0;      // from a number's hash to its place
    std::size_t count_ = 0;
};

} // namespace vitrine
