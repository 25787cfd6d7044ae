// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/unit/scene/random_drawing.h"
#include "tests/unit/scene/replica.h"

using namespace vitrine;

namespace {

// Draws at random for several viewers: some lag, some come late, windows come and go; after each
// plan what is visible must be equal at the viewer and at the server.
void runSession(std::uint32_t seed, PlannerLimits limits, LogLimits logLimits = {})
{
    CAPTURE(seed);
    RandomDrawing drawing(seed);
    drawing.logLimits = logLimits;
    drawing.addSurface({80, 60});
    drawing.addSurface({50, 70});
    std::vector<std::unique_ptr<Replica>> viewers;
    for (int frame = 0; frame < 60; ++frame) {
        CAPTURE(frame);
        if (viewers.size() < 3 && drawing.chance(15))
            viewers.push_back(std::make_unique<Replica>(limits));
        for (int i = drawing.number(0, 25); i > 0; --i) drawing.step();
        if (drawing.chance(5)) {
            drawing.painter.dropImage(drawing.surfaces[1]);
            drawing.surfaces[1] = drawing.painter.createImage({60, drawing.number(40, 80)}, 24);
        }
        std::vector<ImageId> visible;
        for (const ImageId id : drawing.surfaces)
            if (drawing.chance(80)) visible.push_back(id);

        const OpLog log = drawing.cut();
        for (std::size_t i = 0; i < viewers.size(); ++i) {
            CAPTURE(i);
            Replica& viewer = *viewers[i];
            viewer.planner.note(log);
            if (drawing.chance(i == 0 ? 10 : 40)) continue;
            std::vector<UpdatePart> parts;
            do {
                parts.clear();
                viewer.planner.plan(visible, drawing.images, drawing.glyphs, parts);
                REQUIRE(viewer.take(parts));
            } while (viewer.planner.incomplete());
            for (const ImageId id : visible) {
                CAPTURE(id.value);
                REQUIRE(viewer.planner.isCurrent(id));
                REQUIRE(viewer.images.find(id));
                REQUIRE(*viewer.images.find(id) == *drawing.images.find(id));
            }
        }
    }
}

} // namespace

TEST_CASE("Whatever is drawn, every visible image at every viewer equals the server's")
{
    for (std::uint32_t seed = 1; seed <= 15; ++seed) runSession(seed, {});
}

TEST_CASE("Exactness holds when limits force ops to become pixels")
{
    const PlannerLimits tight{.missedCost = 1500,
                              .missedCount = 20,
                              .keptCost = 600,
                              .keptCount = 4,
                              .framePixels = 700,
                              .frameWeight = {60, 500},
                              .knownPixels = 8000,
                              .knownImages = 4};
    for (std::uint32_t seed = 1; seed <= 15; ++seed) runSession(seed, tight);
}

TEST_CASE("Exactness holds when what is drawn gives way to pixels while it is recorded")
{
    const LogLimits early{
        .costWorthComparing = 40, .costWorthComparingAgain = 10, .timesPixels = 0};
    for (std::uint32_t seed = 1; seed <= 15; ++seed) runSession(seed, {}, early);
}
