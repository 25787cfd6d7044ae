// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/display/policy/policy_atoms.h"

#include "server/display/atoms.h"

#include <string_view>

namespace vitrine {

namespace {

struct Named {
    Atom PolicyAtoms::*member;
    std::string_view name;
};

constexpr Named names[] = {
    {&PolicyAtoms::utf8String, "UTF8_STRING"},
    {&PolicyAtoms::wmProtocols, "WM_PROTOCOLS"},
    {&PolicyAtoms::wmPing, "_NET_WM_PING"},
    {&PolicyAtoms::syncRequest, "_NET_WM_SYNC_REQUEST"},
    {&PolicyAtoms::syncRequestCounter, "_NET_WM_SYNC_REQUEST_COUNTER"},
    {&PolicyAtoms::wmMoveResize, "_NET_WM_MOVERESIZE"},
    {&PolicyAtoms::desktopNames, "_NET_DESKTOP_NAMES"},
    {&PolicyAtoms::fullScreenMonitors, "_NET_WM_FULLSCREEN_MONITORS"},
    {&PolicyAtoms::wmDeleteWindow, "WM_DELETE_WINDOW"},
    {&PolicyAtoms::wmTakeFocus, "WM_TAKE_FOCUS"},
    {&PolicyAtoms::wmState, "WM_STATE"},
    {&PolicyAtoms::wmChangeState, "WM_CHANGE_STATE"},
    {&PolicyAtoms::motifWmHints, "_MOTIF_WM_HINTS"},
    {&PolicyAtoms::supported, "_NET_SUPPORTED"},
    {&PolicyAtoms::supportingWmCheck, "_NET_SUPPORTING_WM_CHECK"},
    {&PolicyAtoms::clientList, "_NET_CLIENT_LIST"},
    {&PolicyAtoms::clientListStacking, "_NET_CLIENT_LIST_STACKING"},
    {&PolicyAtoms::activeWindow, "_NET_ACTIVE_WINDOW"},
    {&PolicyAtoms::numberOfDesktops, "_NET_NUMBER_OF_DESKTOPS"},
    {&PolicyAtoms::currentDesktop, "_NET_CURRENT_DESKTOP"},
    {&PolicyAtoms::desktopGeometry, "_NET_DESKTOP_GEOMETRY"},
    {&PolicyAtoms::desktopViewport, "_NET_DESKTOP_VIEWPORT"},
    {&PolicyAtoms::workArea, "_NET_WORKAREA"},
    {&PolicyAtoms::closeWindow, "_NET_CLOSE_WINDOW"},
    {&PolicyAtoms::moveResizeWindow, "_NET_MOVERESIZE_WINDOW"},
    {&PolicyAtoms::restackWindow, "_NET_RESTACK_WINDOW"},
    {&PolicyAtoms::requestFrameExtents, "_NET_REQUEST_FRAME_EXTENTS"},
    {&PolicyAtoms::frameExtents, "_NET_FRAME_EXTENTS"},
    {&PolicyAtoms::name, "_NET_WM_NAME"},
    {&PolicyAtoms::iconName, "_NET_WM_ICON_NAME"},
    {&PolicyAtoms::icon, "_NET_WM_ICON"},
    {&PolicyAtoms::desktop, "_NET_WM_DESKTOP"},
    {&PolicyAtoms::allowedActions, "_NET_WM_ALLOWED_ACTIONS"},
    {&PolicyAtoms::strut, "_NET_WM_STRUT"},
    {&PolicyAtoms::strutPartial, "_NET_WM_STRUT_PARTIAL"},
    {&PolicyAtoms::userTime, "_NET_WM_USER_TIME"},
    {&PolicyAtoms::userTimeWindow, "_NET_WM_USER_TIME_WINDOW"},
    {&PolicyAtoms::startupId, "_NET_STARTUP_ID"},
    {&PolicyAtoms::startupInfo, "_NET_STARTUP_INFO"},
    {&PolicyAtoms::startupInfoBegin, "_NET_STARTUP_INFO_BEGIN"},
    {&PolicyAtoms::state, "_NET_WM_STATE"},
    {&PolicyAtoms::stateModal, "_NET_WM_STATE_MODAL"},
    {&PolicyAtoms::stateMaximizedVertically, "_NET_WM_STATE_MAXIMIZED_VERT"},
    {&PolicyAtoms::stateMaximizedHorizontally, "_NET_WM_STATE_MAXIMIZED_HORZ"},
    {&PolicyAtoms::stateHidden, "_NET_WM_STATE_HIDDEN"},
    {&PolicyAtoms::stateFullScreen, "_NET_WM_STATE_FULLSCREEN"},
    {&PolicyAtoms::stateAbove, "_NET_WM_STATE_ABOVE"},
    {&PolicyAtoms::stateBelow, "_NET_WM_STATE_BELOW"},
    {&PolicyAtoms::stateSkipTaskbar, "_NET_WM_STATE_SKIP_TASKBAR"},
    {&PolicyAtoms::stateSkipPager, "_NET_WM_STATE_SKIP_PAGER"},
    {&PolicyAtoms::stateDemandsAttention, "_NET_WM_STATE_DEMANDS_ATTENTION"},
    {&PolicyAtoms::stateFocused, "_NET_WM_STATE_FOCUSED"},
    {&PolicyAtoms::type, "_NET_WM_WINDOW_TYPE"},
    {&PolicyAtoms::typeDesktop, "_NET_WM_WINDOW_TYPE_DESKTOP"},
    {&PolicyAtoms::typeDock, "_NET_WM_WINDOW_TYPE_DOCK"},
    {&PolicyAtoms::typeToolbar, "_NET_WM_WINDOW_TYPE_TOOLBAR"},
    {&PolicyAtoms::typeMenu, "_NET_WM_WINDOW_TYPE_MENU"},
    {&PolicyAtoms::typeUtility, "_NET_WM_WINDOW_TYPE_UTILITY"},
    {&PolicyAtoms::typeSplash, "_NET_WM_WINDOW_TYPE_SPLASH"},
    {&PolicyAtoms::typeDialog, "_NET_WM_WINDOW_TYPE_DIALOG"},
    {&PolicyAtoms::typeDropdownMenu, "_NET_WM_WINDOW_TYPE_DROPDOWN_MENU"},
    {&PolicyAtoms::typePopupMenu, "_NET_WM_WINDOW_TYPE_POPUP_MENU"},
    {&PolicyAtoms::typeTooltip, "_NET_WM_WINDOW_TYPE_TOOLTIP"},
    {&PolicyAtoms::typeNotification, "_NET_WM_WINDOW_TYPE_NOTIFICATION"},
    {&PolicyAtoms::typeCombo, "_NET_WM_WINDOW_TYPE_COMBO"},
    {&PolicyAtoms::typeDragAndDrop, "_NET_WM_WINDOW_TYPE_DND"},
    {&PolicyAtoms::typeNormal, "_NET_WM_WINDOW_TYPE_NORMAL"},
    {&PolicyAtoms::actionMove, "_NET_WM_ACTION_MOVE"},
    {&PolicyAtoms::actionResize, "_NET_WM_ACTION_RESIZE"},
    {&PolicyAtoms::actionMinimize, "_NET_WM_ACTION_MINIMIZE"},
    {&PolicyAtoms::actionMaximizeHorizontally, "_NET_WM_ACTION_MAXIMIZE_HORZ"},
    {&PolicyAtoms::actionMaximizeVertically, "_NET_WM_ACTION_MAXIMIZE_VERT"},
    {&PolicyAtoms::actionFullScreen, "_NET_WM_ACTION_FULLSCREEN"},
    {&PolicyAtoms::actionClose, "_NET_WM_ACTION_CLOSE"},
};

} // namespace

PolicyAtoms::PolicyAtoms(Atoms& atoms)
{
    for (const auto& [member, atomName] : names) {
        this->*member = atoms.intern(atomName);
        if (atomName.starts_with("_NET_") && member != &PolicyAtoms::supported)
            announced_.push_back(this->*member);
    }
}

} // namespace vitrine
