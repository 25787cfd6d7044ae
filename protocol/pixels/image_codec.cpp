// SPDX-License-Identifier: GPL-2.0-or-later
#include "protocol/pixels/image_codec.h"

#include "protocol/pixels/models.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace vitrine {
namespace {

using namespace pixels;

// The row under way and the two above it, with room at both ends so that neighbours need no test.
class Rows {
public:
    void begin(std::int32_t width)
    {
        for (auto& row : rows_) row.assign(static_cast<std::size_t>(width) + 2 * margin, 0);
    }
    std::uint32_t* current() { return rows_[0].data() + margin; }
    const std::uint32_t* above() const { return rows_[1].data() + margin; }
    const std::uint32_t* second() const { return rows_[2].data() + margin; }
    void next(std::int32_t width)
    {
        std::swap(rows_[1], rows_[2]);
        std::swap(rows_[0], rows_[1]);
        // What lies beyond the right edge looks like the edge, beyond the left like what is above.
        std::uint32_t* done = rows_[1].data() + margin;
        std::fill_n(done + width, margin, done[width - 1]);
        std::fill_n(rows_[0].data(), margin, done[0]);
    }

private:
    static constexpr std::size_t margin = 4;
    std::array<std::vector<std::uint32_t>, 3> rows_;
};

std::uint32_t channel(std::uint32_t pixel, int shift)
{
    return (pixel >> shift) & 0xff;
}

// The median of the two neighbours and their gradient: continues an edge on either side.
std::uint32_t predicted(std::uint32_t west, std::uint32_t north, std::uint32_t northWest)
{
    const auto [low, high] = std::minmax(west, north);
    if (northWest >= high) return low;
    if (northWest <= low) return high;
    return west + north - northWest;
}

std::uint32_t foldedByte(std::uint32_t difference)
{
    return folded(static_cast<std::int8_t>(difference & 0xff)) & 0xff;
}

std::uint32_t unfoldedByte(std::uint32_t value)
{
    return static_cast<std::uint32_t>(unfolded(value)) & 0xff;
}

} // namespace

struct ImageCodec::State {
    // Depth 1.
    std::array<BitModel, 1 << 12> templates;

    // Runs through flat surroundings, by how far they could go.
    std::array<std::array<BitModel, 3>, 17> wholeRuns;
    std::array<NumberModel, 17> runs;
    std::uint32_t brokenRuns = 0; // of the last two

    // Guesses, in the order in which they are tried.
    Memory wide{16};
    Memory narrow{14};
    std::array<BitModel, 8 * 64> wideHits;
    std::array<BitModel, 8 * 32> narrowHits;
    std::array<BitModel, 128> fresh; // none of the guesses
    std::array<BitModel, 4 * 32> neighbourHits;
    Palette palette;
    TreeModel<8> places;
    std::array<BitModel, 16> known; // in the palette
    std::array<std::array<ResidualModel, 12>, 4> residuals;
    std::uint32_t history = 0; // how the last pixels were guessed, two bits each

    Rows rows;

    template<class Coder> void codeBits(Coder& coder, Coded<Coder, Image> image);
    template<class Coder> void codeImage(Coder& coder, Coded<Coder, Image> image);
    template<class Coder> void codeRow(Coder& coder, std::int32_t width, int channels);
    template<class Coder> std::int32_t codeRun(Coder& coder, std::int32_t x, std::int32_t width);
    template<class Coder>
    std::uint32_t codePixel(Coder& coder, std::int32_t x, std::uint32_t actual, bool broken,
                            int channels);
    template<class Coder>
    std::uint32_t codeFresh(Coder& coder, std::int32_t x, std::uint32_t actual, int channels);
};

// One bit a pixel: predicted from the twelve neighbours known already.
template<class Coder> void ImageCodec::State::codeBits(Coder& coder, Coded<Coder, Image> image)
{
    const std::int32_t width = image.width();
    rows.begin(width);
    for (std::int32_t y = 0; y < image.height() && !coder.failed(); ++y) {
        std::uint32_t* current = rows.current();
        const std::uint32_t* above = rows.above();
        const std::uint32_t* second = rows.second();
        auto* pixels = image.template row<std::uint8_t>(y);
        for (std::int32_t x = 0; x < width; ++x) {
            std::uint32_t context = 0;
            for (int i = -3; i <= -1; ++i) context = context * 2 + current[x + i];
            for (int i = -2; i <= 2; ++i) context = context * 2 + above[x + i];
            for (int i = -1; i <= 2; ++i) context = context * 2 + second[x + i];
            const bool bit = templates[context].code(coder, pixels[x] != 0);
            current[x] = bit;
            if constexpr (Coder::decoding) pixels[x] = bit;
        }
        rows.next(width);
    }
}

template<class Coder> void ImageCodec::State::codeImage(Coder& coder, Coded<Coder, Image> image)
{
    const std::int32_t width = image.width();
    rows.begin(width);
    const int channels = image.depth() <= 8 ? 1 : image.depth() <= 24 ? 3 : 4;
    for (std::int32_t y = 0; y < image.height() && !coder.failed(); ++y) {
        const std::size_t rowBytes = static_cast<std::size_t>(width) * 4;
        std::uint32_t* current = rows.current();
        if constexpr (!Coder::decoding) {
            if (channels == 1)
                std::copy_n(image.template row<std::uint8_t>(y), width, current);
            else
                std::memcpy(current, image.template row<std::uint32_t>(y), rowBytes);
        }
        codeRow(coder, width, channels);
        if constexpr (Coder::decoding) {
            const std::uint32_t mask = image.pixelMask();
            if (channels == 1)
                std::transform(
                    current, current + width, image.template row<std::uint8_t>(y),
                    [&](std::uint32_t pixel) { return static_cast<std::uint8_t>(pixel & mask); });
            else
                std::transform(current, current + width, image.template row<std::uint32_t>(y),
                               [&](std::uint32_t pixel) { return pixel & mask; });
        }
        rows.next(width);
    }
}

template<class Coder>
void ImageCodec::State::codeRow(Coder& coder, std::int32_t width, int channels)
{
    std::uint32_t* current = rows.current();
    const std::uint32_t* above = rows.above();
    const std::uint32_t* second = rows.second();
    for (std::int32_t x = 0; x < width;) {
        const std::uint32_t west = current[x - 1];
        bool broken = false;
        if (west == current[x - 2] && west == above[x - 1] && west == above[x] &&
            west == above[x + 1] && west == above[x + 2] && west == second[x]) {
            const std::int32_t end = x + codeRun(coder, x, width);
            if constexpr (Coder::decoding) std::fill(current + x, current + end, west);
            // A run that ends before its surroundings do, ends at another pixel.
            broken = end < width && above[end + 1] == west && above[end + 2] == west &&
                     second[end] == west;
            x = end;
            if (x >= width) break;
        }
        current[x] = codePixel(coder, x, current[x], broken, channels);
        ++x;
    }
}

// How many pixels from x on are as their left neighbour, as far as the row above is so too.
template<class Coder>
std::int32_t ImageCodec::State::codeRun(Coder& coder, std::int32_t x, std::int32_t width)
{
    const std::uint32_t* above = rows.above();
    const std::uint32_t* second = rows.second();
    const std::uint32_t pixel = rows.current()[x - 1];
    std::int32_t longest = 1;
    while (x + longest < width && above[x + longest + 2] == pixel && second[x + longest] == pixel)
        ++longest;

    std::int32_t length = 0;
    if constexpr (!Coder::decoding) {
        const std::uint32_t* current = rows.current();
        while (length < longest && current[x + length] == pixel) ++length;
    }
    const auto size = static_cast<std::size_t>(std::bit_width(static_cast<std::uint32_t>(longest)));
    const auto scale = std::min<std::size_t>(size, 16);
    const bool whole = wholeRuns[scale][brokenRuns].code(coder, length == longest);
    brokenRuns = whole ? brokenRuns / 2 : 2 - (brokenRuns == 0);
    if (whole) return longest;
    const std::uint32_t coded = runs[scale].code(coder, static_cast<std::uint32_t>(length));
    return static_cast<std::int32_t>(std::min(coded, static_cast<std::uint32_t>(longest - 1)));
}

template<class Coder>
std::uint32_t ImageCodec::State::codePixel(Coder& coder, std::int32_t x, std::uint32_t actual,
                                           bool broken, int channels)
{
    const std::uint32_t* current = rows.current();
    const std::uint32_t* above = rows.above();
    const std::uint32_t* second = rows.second();
    const std::uint32_t west = current[x - 1], north = above[x];
    const std::uint32_t northEast = above[x + 1], northWest = above[x - 1];

    std::uint32_t hash = mixed(mixed(mixed(mixed(0, west), north), northEast), northWest);
    const std::uint32_t narrowHash = hash ^ hash >> 15;
    hash = mixed(mixed(mixed(hash, current[x - 2]), above[x + 2]), second[x]);
    hash = mixed(mixed(mixed(hash, second[x + 1]), second[x - 1]), current[x - 3]);
    const std::uint32_t wideHash = hash ^ hash >> 15;
    Memory::Entry& far = wide.at(wideHash);
    Memory::Entry& near = narrow.at(narrowHash);
    const bool farKnown = far.confidence != 0 && far.check == Memory::check(wideHash) &&
                          !(broken && far.pixel == west);
    const bool nearKnown = near.confidence != 0 && near.check == Memory::check(narrowHash) &&
                           !(broken && near.pixel == west) &&
                           !(farKnown && near.pixel == far.pixel);
    const auto learned = [&](std::uint32_t pixel, std::uint32_t how) {
        far.learn(pixel, Memory::check(wideHash));
        near.learn(pixel, Memory::check(narrowHash));
        history = ((history << 2) | how) & 0xff;
        return pixel;
    };

    if (farKnown) {
        const std::size_t context = far.confidence * 64u + (history & 15u) * 4u +
                                    (far.pixel == west) * 2u + (far.pixel == north);
        if (wideHits[context].code(coder, far.pixel == actual)) return learned(far.pixel, 0);
    }
    // Candidates that are left, each once.
    std::array<std::uint32_t, 5> candidates;
    std::size_t count = 0;
    const auto offer = [&](std::uint32_t pixel) {
        if (broken && pixel == west) return;
        if (farKnown && pixel == far.pixel) return;
        for (std::size_t i = 0; i < count; ++i)
            if (candidates[i] == pixel) return;
        candidates[count++] = pixel;
    };
    if (nearKnown) candidates[count++] = near.pixel;
    for (const std::uint32_t pixel : {west, north, northEast, northWest}) offer(pixel);

    std::size_t found = count;
    for (std::size_t i = 0; i < count && found == count; ++i)
        if (candidates[i] == actual) found = i;
    const std::size_t context =
        (history & 15u) * 8u + std::min<std::size_t>(count, 3) * 2u + farKnown;
    if (count == 0 || fresh[context].code(coder, found == count))
        return learned(codeFresh(coder, x, actual, channels), 3);
    std::size_t place = 0;
    while (place + 1 < count) {
        const bool hit = place == 0 && nearKnown
                             ? narrowHits[near.confidence * 32u + (history & 3u) * 8u + count].code(
                                   coder, place == found)
                             : neighbourHits[place * 32u + (history & 3u) * 8u + count].code(
                                   coder, place == found);
        if (hit) break;
        ++place;
    }
    return learned(candidates[place], place == 0 ? 1 : 2);
}

// A colour that no neighbour suggests.
template<class Coder>
std::uint32_t ImageCodec::State::codeFresh(Coder& coder, std::int32_t x, std::uint32_t actual,
                                           int channels)
{
    int place = -1;
    if constexpr (!Coder::decoding) place = palette.find(actual);
    if (known[history & 15].code(coder, place >= 0))
        return palette[places.code(coder, static_cast<std::uint32_t>(place))];

    const std::uint32_t west = rows.current()[x - 1], north = rows.above()[x];
    const std::uint32_t northWest = rows.above()[x - 1];
    static constexpr std::array<int, 4> order{8, 16, 0, 24}; // green first: the others follow it
    std::uint32_t pixel = 0;
    std::uint32_t greenError = 0;
    for (int i = 0; i < channels; ++i) {
        const int shift = channels == 1 ? 0 : order[static_cast<std::size_t>(i)];
        const std::uint32_t w = channel(west, shift), n = channel(north, shift);
        const std::uint32_t nw = channel(northWest, shift);
        const std::uint32_t guess = predicted(w, n, nw) + (i == 1 || i == 2 ? greenError : 0);
        const std::uint32_t activity =
            (std::max(w, nw) - std::min(w, nw)) + (std::max(n, nw) - std::min(n, nw));
        const auto energy = static_cast<std::size_t>(std::bit_width(activity)); // 0 to 9
        const std::uint32_t residual = residuals[static_cast<std::size_t>(i)][energy].code(
            coder, foldedByte(channel(actual, shift) - guess));
        const std::uint32_t value = (guess + unfoldedByte(residual)) & 0xff;
        if (i == 0) greenError = value - predicted(w, n, nw);
        pixel |= value << shift;
    }
    palette.add(pixel);
    return pixel;
}

ImageCodec::ImageCodec() = default;
ImageCodec::~ImageCodec() = default;
ImageCodec::ImageCodec(ImageCodec&&) noexcept = default;
ImageCodec& ImageCodec::operator=(ImageCodec&&) noexcept = default;

ImageCodec::State& ImageCodec::state()
{
    if (!state_) state_ = std::make_unique<State>();
    return *state_;
}

void ImageCodec::encode(RangeEncoder& coder, const Image& image)
{
    if (image.size().empty()) return;
    if (image.depth() == 1)
        state().codeBits(coder, image);
    else
        state().codeImage(coder, image);
}

void ImageCodec::decode(RangeDecoder& coder, Image& image)
{
    if (image.size().empty()) return;
    if (image.depth() == 1)
        state().codeBits(coder, image);
    else
        state().codeImage(coder, image);
}

} // namespace vitrine
