// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/randr/modes.h"
#include "server/display/randr/output_properties.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

class Display;
class Window;

// A rectangle of the screen that programs take for a monitor. RANDR 1.5.
struct Monitor {
    Atom name = 0;
    bool primary = false;
    bool automatic = false; // ours; otherwise a client's, by SetMonitor
    Rect area;
    Size millimeters;
    std::vector<Xid> outputs;
};

// The screen as RANDR tells it: one CRTC that shows it, one output that is always connected. The
// screen's size is the viewers' or a client's; nothing is ever rotated or scaled here.
class RandR {
public:
    explicit RandR(Display& display); // borrowed for our life

    static constexpr Xid crtc = 0x110;
    static constexpr Xid output = 0x111;
    static constexpr std::string_view outputName = "screen";
    static constexpr Size smallest{1, 1};
    static constexpr Size largest{8192, 8192};
    static constexpr std::uint16_t gammaSize = 256;

    // What clients may select on a window: RANDR's own bits.
    enum Select : std::uint16_t {
        ScreenChange = 1,
        CrtcChange = 2,
        OutputChange = 4,
        PropertyChange = 8,
        ResourceChange = 64,
    };
    void select(const Window& window, ClientId client, std::uint16_t mask); // 0: nothing
    void windowGone(Xid window);
    void clientGone(ClientId client);

    const Modes& modes() const { return modes_; }
    OutputProperties& properties() { return properties_; }
    Xid mode() const { return mode_; } // of the CRTC; 0: it is off
    Point position() const { return position_; }
    Rect area() const; // of the CRTC on the screen; empty: it is off
    std::uint32_t setTime() const { return setTime_; }
    std::uint32_t configTime() const { return configTime_; }

    // The screen's new size, not asked for by RANDR: it becomes the mode.
    void screenResized();
    void resizeScreen(Size size, Size millimeters); // SetScreenSize; throws BadMatch
    void setCrtc(Xid mode, Point position, std::uint32_t time);
    void setPrimary(Xid output);
    Xid primary() const { return primary_; }

    // Users' modes; they throw as Modes does.
    Xid createMode(Mode mode);
    void destroyMode(Xid id);
    void offerMode(Xid id);
    void withdrawMode(Xid id);

    void propertyChanged(Atom name, bool deleted); // tells it

    std::vector<Monitor> monitors(bool onlyActive) const;
    void setMonitor(Monitor monitor); // throws BadValue for a name that is taken
    void deleteMonitor(Atom name);    // throws BadValue where there is none

    // Kept for those who ask for it back: viewers' own screens know their gamma.
    std::array<std::vector<std::uint16_t>, 3> gamma;
    std::string filter;

private:
    struct Selection {
        ClientId client;
        Xid window;
        std::uint16_t mask;
    };
    template<class Tell> void eachSelecting(std::uint16_t mask, Tell tell);
    void tellScreen();
    void tellCrtc();
    void tellOutput();
    void tellResources();
    void tellConfigured();
    Monitor automaticMonitor() const;

    Display& display_;
    Modes modes_;
    OutputProperties properties_;
    std::vector<Selection> selections_;
    std::vector<Monitor> monitors_; // clients'
    Xid mode_;
    Point position_;
    Xid primary_ = output;
    std::uint32_t setTime_;
    std::uint32_t configTime_;
    bool resizing_ = false; // by ourselves
};

} // namespace vitrine
