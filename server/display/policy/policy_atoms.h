// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/base/ids.h"

#include <span>
#include <vector>

namespace vitrine {

class Atoms;

// The names of ICCCM and EWMH that policy speaks.
struct PolicyAtoms {
    explicit PolicyAtoms(Atoms& atoms);

    Atom utf8String, wmProtocols, wmPing, syncRequest, syncRequestCounter, wmMoveResize;
    Atom desktopNames, fullScreenMonitors, wmDeleteWindow, wmTakeFocus, wmState, wmChangeState;
    Atom motifWmHints;
    Atom supported, supportingWmCheck, clientList, clientListStacking, activeWindow;
    Atom numberOfDesktops, currentDesktop, desktopGeometry, desktopViewport, workArea;
    Atom closeWindow, moveResizeWindow, restackWindow, requestFrameExtents, frameExtents;
    Atom name, iconName, icon, desktop, allowedActions, strut, strutPartial, userTime;
    Atom userTimeWindow, startupId, startupInfo, startupInfoBegin;
    Atom state, stateModal, stateMaximizedVertically, stateMaximizedHorizontally, stateHidden;
    Atom stateFullScreen, stateAbove, stateBelow, stateSkipTaskbar, stateSkipPager;
    Atom stateDemandsAttention, stateFocused;
    Atom type, typeDesktop, typeDock, typeToolbar, typeMenu, typeUtility, typeSplash, typeDialog;
    Atom typeDropdownMenu, typePopupMenu, typeTooltip, typeNotification, typeCombo, typeDragAndDrop;
    Atom typeNormal;
    Atom actionMove, actionResize, actionMinimize, actionMaximizeHorizontally;
    Atom actionMaximizeVertically, actionFullScreen, actionClose;

    // All that begin with _NET_ and that we honour or set: for _NET_SUPPORTED.
    std::span<const Atom> announced() const { return announced_; }

private:
    std::vector<Atom> announced_;
};

} // namespace vitrine
