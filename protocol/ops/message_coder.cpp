// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/ops/message_coder.h"

#include "protocol/ops/message_coder_lists.h"
#include "protocol/ops/message_coder_values.h"

namespace vitrine::stream {
namespace {

template<std::size_t First = 0> void emplaceKind(Message& message, std::size_t kind)
{
    if constexpr (First < std::variant_size_v<Message>) {
        if (kind == First)
            message.emplace<First>();
        else
            emplaceKind<First + 1>(message, kind);
    }
}

template<class Type>
concept IsOp = requires(Op op)
{
    std::get<Type>(op);
};

} // namespace

template<class Coder> void MessageCoder<Coder>::message(Coded<Coder, Message> message)
{
    constexpr Number kindField = (mostKinds - 1) * fieldsPerKind;
    models_.target = noTarget;
    begin(kindField, models_.kinds & 0xfff);
    kind_ = models_.mixer.codeTree(coder_, static_cast<Number>(message.index()), 6, kindSet);
    if (kind_ >= std::variant_size_v<Message>) {
        if constexpr (Coder::decoding) coder_.fail();
        return;
    }
    ended(kindField, static_cast<Number>(kind_));
    secondPlace_ = false;
    models_.looks = static_cast<Number>(kind_);
    if constexpr (Coder::decoding) emplaceKind(message, kind_);
    std::visit(
        [&]<class Type>(Type& alternative) {
            using Kind = std::remove_const_t<Type>;
            if constexpr (IsOp<Kind>) {
                members<Kind>(alternative);
            } else if constexpr (std::is_same_v<Kind, Surface>) {
                code(memberField(0), alternative.id);
                Surface& base = models_.surfaces[alternative.id.value % models_.surfaces.size()];
                base.id = alternative.id;
                membersLike<Surface>(alternative, base);
            } else {
                Message& base = models_.lastMessages[kind_];
                if (!std::holds_alternative<Kind>(base)) base.template emplace<Kind>();
                membersLike<Kind>(alternative, std::get<Kind>(base));
            }
        },
        message);
    models_.trail.end();
    models_.kinds = ((models_.kinds << 6) | static_cast<Number>(kind_)) & 0xffffff;
}

template<class Coder>
template<class Type>
void MessageCoder<Coder>::members(Coded<Coder, Type> message)
{
    std::size_t member = 0;
    std::apply(
        [&](const auto&... field) { (code(memberField(member++), message.*field.member), ...); },
        Type::fields);
}

// Each member as in `base`, or anew; afterwards the base is the message.
template<class Coder>
template<class Type>
void MessageCoder<Coder>::membersLike(Coded<Coder, Type> message, Type& base)
{
    std::size_t member = 0;
    const auto one = [&](const auto& field) {
        const Number id = memberField(member++);
        auto& value = message.*field.member;
        auto& before = base.*field.member;
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(before)>, std::uint32_t>) {
            const auto change = static_cast<std::int32_t>(value - before);
            before += static_cast<Number>(unfolded(number(id, folded(change), Delta)));
            store(value, before);
        } else {
            bool same = false;
            if constexpr (!Coder::decoding) same = value == before;
            if (number(id, !same, Choice) == 0) {
                if constexpr (Coder::decoding) value = before;
            } else {
                code(id + 1, value);
                before = value;
            }
        }
    };
    std::apply([&](const auto&... field) { (one(field), ...); }, Type::fields);
}

template class MessageCoder<RangeEncoder>;
template class MessageCoder<RangeDecoder>;

} // namespace vitrine::stream
