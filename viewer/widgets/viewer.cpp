// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/viewer.h"

#include "viewer/model/session.h"
#include "viewer/vitrine/vitrine_connection.h"
#include "viewer/vnc/vnc_connection.h"
#include "viewer/widgets/clipboard.h"
#include "viewer/widgets/desktop_view.h"
#include "viewer/widgets/desktop_window.h"
#include "viewer/widgets/password_dialog.h"
#include "viewer/widgets/primary_selection.h"
#include "viewer/widgets/window_shell.h"

#include <QApplication>
#include <QMessageBox>
#include <QScreen>
#include <cstdio>

namespace vitrine {

namespace {

std::unique_ptr<Connection> connectionTo(const Address& address, Screen& screen,
                                         const ViewerChoices& choices)
{
    if (address.kind == Address::Kind::Vnc)
        return std::make_unique<VncConnection>(address, screen, choices.vnc, choices.password);
    return std::make_unique<VitrineConnection>(address, screen);
}

} // namespace

Viewer::Viewer(const ViewerChoices& choices) : choices_(choices)
{
    auto screen = std::make_unique<Screen>();
    auto connection = connectionTo(*choices.address, *screen, choices);
    session_ = std::make_unique<Session>(std::move(screen), std::move(connection));
    session_->setViewOnly(choices.viewOnly);
    session_->setComposesHere(choices.inputMethod);
    clipboard_ = std::make_unique<Clipboard>(*session_);
    if (choices.primary) primary_ = std::make_unique<PrimarySelection>(*session_);
    exit_.setSingleShot(true);
    connect(&exit_, &QTimer::timeout, this, [this] { end(0); });
    connect(session_.get(), &Session::linkChanged, this, &Viewer::onLinkChanged);
    connect(session_.get(), &Session::passwordNeeded, this, &Viewer::onPasswordNeeded);
    connect(&session_->screen(), &Screen::rang, this, [] { QApplication::beep(); });
}

Viewer::~Viewer()
{
    session_->disconnect(this);
    shell_.reset();
    desktop_.reset();
}

void Viewer::start()
{
    if (choices_.desktop || choices_.address->kind == Address::Kind::Vnc)
        showDesktop();
    else // the room that windows have
        session_->setViewport(QApplication::primaryScreen()->availableGeometry().size());
    session_->start();
}

void Viewer::showDesktop()
{
    desktop_ = std::make_unique<DesktopWindow>(*session_);
    desktop_->setScaled(!choices_.unscaled);
    if (choices_.statistics) desktop_->showStatistics();
    if (choices_.fullScreen)
        desktop_->showFullScreen();
    else
        desktop_->show();
}

void Viewer::showWindows()
{
    shell_ = std::make_unique<WindowShell>(*session_);
    if (choices_.statistics) shell_->showStatistics();
}

void Viewer::onLinkChanged()
{
    if (session_->link() == Session::Link::Live && !desktop_ && !shell_) {
        session_->screen().desktop() ? showDesktop() : showWindows();
    }
    if (session_->link() == Session::Link::Live) onFirstPicture();
    if (session_->link() != Session::Link::Ended || ending_) return;
    if (!session_->failed()) {
        end(0);
        return;
    }
    std::fprintf(stderr, "vitrine-viewer: %s\n", qPrintable(session_->message()));
    if (!choices_.exitAfter && (desktop_ || shell_)) // whoever only has windows sees it there
        QMessageBox::critical(desktop_.get(), QStringLiteral("Vitrine"), session_->message());
    end(1);
}

void Viewer::onFirstPicture()
{
    if (choices_.exitAfter && !exit_.isActive()) exit_.start(*choices_.exitAfter);
}

void Viewer::onPasswordNeeded(bool withUser)
{
    // Not within the signal: a dialog runs a loop of its own.
    QTimer::singleShot(0, this, [this, withUser] {
        const auto answer = askPassword(desktop_.get(), choices_.address->text(), withUser);
        if (answer)
            session_->answerPassword(answer->first,
                                     answer->second.isNull() ? QStringLiteral("") : answer->second);
        else
            session_->answerPassword({}, {});
    });
}

QImage Viewer::picture() const
{
    if (desktop_) return desktop_->view().screenshot();
    DesktopView view(*session_, nullptr); // composes the windows as on one screen
    return view.screenshot();
}

void Viewer::end(int code)
{
    if (std::exchange(ending_, true)) return;
    if (!choices_.screenshot.isEmpty() && code == 0 && !picture().save(choices_.screenshot)) {
        std::fprintf(stderr, "vitrine-viewer: %s cannot be written\n",
                     qPrintable(choices_.screenshot));
        code = 1;
    }
    QCoreApplication::exit(code);
}

} // namespace vitrine
