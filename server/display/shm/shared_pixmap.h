// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/shared_mapping.h"
#include "server/display/drawn_sink.h"
#include "server/display/pixmap.h"
#include "server/display/shm/exact_put.h"

namespace vitrine {

// A pixmap whose pixels a client keeps in memory that it shares (MIT-SHM, CreatePixmap). Our image
// of it follows: before it is used, what the client wrote comes in; after it is drawn on, what we
// drew goes out. ZPixmap; bitmaps as the connection setup describes them.
class SharedPixmap : public Pixmap, private DrawnListener {
public:
    SharedPixmap(Xid id, Size size, int depth, Painter& painter,
                 std::shared_ptr<Allowance> allowance, DrawnSink& drawn,
                 std::shared_ptr<SharedMapping> memory, std::size_t offset);
    ~SharedPixmap() override;

    void refresh(const Rect& rect) const override;
    PixelRows rows() const { return {bytes_, stride_}; }

private:
    void drawn(ImageId image, const Region& where) override;
    void convert(const Rect& rect) const; // what comes in, where it is laid out otherwise
    void giveRow(const Image& image, const Rect& rect, std::int32_t y);

    Painter& painter_;
    DrawnSink& drawn_;
    std::shared_ptr<SharedMapping> memory_;
    std::byte* bytes_;
    std::size_t stride_;
    mutable bool taking_ = false; // our own drawing, which came from there
};

} // namespace vitrine
