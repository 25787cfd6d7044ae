// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/display/pixmap.h"
#include "server/requests/call.h"
#include "server/requests/extensions/glx/configs.h"

#include "x11/glx.h"

// "OpenGL Graphics with the X Window System", version 1.4. Contexts are direct ones: the client
// draws, and puts what it has drawn on its window by images. No OpenGL is drawn here.
namespace vitrine {

// What a client names as a context.
struct GlxContext {
    std::uint32_t config = 0; // 0: none in particular
    Xid visual = 0;
    std::uint32_t renderType = 0x8014; // GLX_RGBA_TYPE
    Xid shareList = 0;
};

// A window or pixmap under the name that it has for GLX.
struct GlxDrawable {
    enum class Kind { Window, Pixmap };

    Kind kind = Kind::Window;
    Xid drawable = 0;
    std::uint32_t config = 0;
    std::uint32_t eventMask = 0;
};

// A pbuffer is a pixmap that GLX made: clients put images on it as on any other.
class GlxPbuffer : public Pixmap {
public:
    using Pixmap::Pixmap;
    std::uint32_t config = 0;
    std::uint32_t eventMask = 0;
};

void checkScreen(std::uint32_t screen);                  // throws BadValue
const GlxConfig& checkedGlxConfig(std::uint32_t config); // throws GLXBadFBConfig

// What there is.
x11::glx::QueryVersion::Reply handle(Call&, const x11::glx::QueryVersion&);
x11::glx::QueryServerString::Reply handle(Call&, const x11::glx::QueryServerString&);
x11::glx::QueryExtensionsString::Reply handle(Call&, const x11::glx::QueryExtensionsString&);
x11::glx::GetVisualConfigs::Reply handle(Call&, const x11::glx::GetVisualConfigs&);
x11::glx::GetFBConfigs::Reply handle(Call&, const x11::glx::GetFBConfigs&);
void handle(Call&, const x11::glx::ClientInfo&);
void handle(Call&, const x11::glx::SetClientInfoARB&);
void handle(Call&, const x11::glx::SetClientInfo2ARB&);

// Contexts.
void handle(Call&, const x11::glx::CreateContext&);
void handle(Call&, const x11::glx::CreateNewContext&);
void handle(Call&, const x11::glx::CreateContextAttribsARB&);
void handle(Call&, const x11::glx::DestroyContext&);
x11::glx::IsDirect::Reply handle(Call&, const x11::glx::IsDirect&);
x11::glx::QueryContext::Reply handle(Call&, const x11::glx::QueryContext&);
x11::glx::MakeCurrent::Reply handle(Call&, const x11::glx::MakeCurrent&);
x11::glx::MakeContextCurrent::Reply handle(Call&, const x11::glx::MakeContextCurrent&);
void handle(Call&, const x11::glx::CopyContext&);
void handle(Call&, const x11::glx::WaitGL&);
void handle(Call&, const x11::glx::WaitX&);
void handle(Call&, const x11::glx::SwapBuffers&);
void handle(Call&, const x11::glx::VendorPrivate&);
x11::glx::VendorPrivateWithReply::Reply handle(Call&, const x11::glx::VendorPrivateWithReply&);

// Drawables.
void handle(Call&, const x11::glx::CreateWindow&);
void handle(Call&, const x11::glx::DeleteWindow&);
void handle(Call&, const x11::glx::CreateGLXPixmap&);
void handle(Call&, const x11::glx::DestroyGLXPixmap&);
void handle(Call&, const x11::glx::CreatePixmap&);
void handle(Call&, const x11::glx::DestroyPixmap&);
void handle(Call&, const x11::glx::CreatePbuffer&);
void handle(Call&, const x11::glx::DestroyPbuffer&);
x11::glx::GetDrawableAttributes::Reply handle(Call&, const x11::glx::GetDrawableAttributes&);
void handle(Call&, const x11::glx::ChangeDrawableAttributes&);

// Everything else draws in a context that is current here, and there never is one.
template<class Request>
concept Drawing = requires(const Request& request)
{
    request.contextTag;
};
template<Drawing Request>
requires requires
{
    typename Request::Reply;
}
typename Request::Reply handle(Call&, const Request& request)
{
    throw XError{x11::glx::ErrorCode::ContextTag, request.contextTag};
}
template<Drawing Request> void handle(Call&, const Request& request)
{
    throw XError{x11::glx::ErrorCode::ContextTag, request.contextTag};
}

} // namespace vitrine
