// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/compare/deflate_meter.h"

#include <zlib.h>

#include <array>
#include <new>

namespace vitrine {

namespace {
constexpr int level = 6; // zlib's and ssh's own choice
}

struct DeflateMeter::Stream {
    z_stream z{};
};

DeflateMeter::DeflateMeter() : stream_(std::make_unique<Stream>())
{
    if (deflateInit(&stream_->z, level) != Z_OK) throw std::bad_alloc();
}

DeflateMeter::~DeflateMeter()
{
    deflateEnd(&stream_->z);
}

void DeflateMeter::add(std::span<const std::byte> bytes)
{
    // zlib only reads, but its C interface does not say so.
    stream_->z.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(bytes.data()));
    stream_->z.avail_in = static_cast<uInt>(bytes.size());
    deflate(Z_NO_FLUSH);
    pending_ = true;
}

void DeflateMeter::flush()
{
    if (!pending_) return;
    pending_ = false;
    deflate(Z_SYNC_FLUSH);
}

void DeflateMeter::deflate(int flush)
{
    std::array<Bytef, 16384> out;
    do {
        stream_->z.next_out = out.data();
        stream_->z.avail_out = static_cast<uInt>(out.size());
        ::deflate(&stream_->z, flush);
        bytes_ += out.size() - stream_->z.avail_out;
    } while (stream_->z.avail_out == 0);
}

} // namespace vitrine
