// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/widgets/window_shell.h"

#include "viewer/model/session.h"
#include "viewer/widgets/link_banner.h"
#include "viewer/widgets/statistics_panel.h"
#include "viewer/widgets/surface_window.h"

#include <QCloseEvent>
#include <QVBoxLayout>
#include <QWindow>

namespace vitrine {

namespace {

constexpr int panelMilliseconds = 1'500;

// Closing it means: enough of this session.
class PanelWindow : public QWidget {
public:
    explicit PanelWindow(Session& session) : session_(session)
    {
        auto* layout = new QVBoxLayout(this);
        layout->addWidget(new LinkBanner(session, this));
        layout->addWidget(new StatisticsPanel(session, this));
        setWindowTitle(QStringLiteral("Vitrine"));
    }

protected:
    void closeEvent(QCloseEvent* event) override
    {
        session_.stop();
        event->accept();
    }

private:
    Session& session_;
};

} // namespace

WindowShell::WindowShell(Session& session)
    : session_(session), panel_(std::make_unique<PanelWindow>(session))
{
    const Screen& screen = session.screen();
    connect(&screen, &Screen::surfaceAdded, this,
            [this](RemoteSurface* surface) { watch(*surface); });
    connect(&screen, &Screen::surfaceRemoved, this, [this](RemoteSurface* surface) {
        windows_.erase(surface->id());
        followPanel();
    });
    connect(&screen, &Screen::restacked, this, &WindowShell::raiseInOrder);
    connect(&session, &Session::linkChanged, this, &WindowShell::followPanel);
    panelDelay_.setSingleShot(true);
    panelDelay_.setInterval(panelMilliseconds);
    connect(&panelDelay_, &QTimer::timeout, panel_.get(), &QWidget::show);
    for (RemoteSurface* surface : screen.surfaces()) watch(*surface);
    followPanel();
}

WindowShell::~WindowShell() = default;

void WindowShell::showStatistics()
{
    panelWanted_ = true;
    panel_->show();
}

void WindowShell::watch(RemoteSurface& surface)
{
    connect(&surface, &RemoteSurface::changed, this, [this, &surface] { follow(surface); });
    follow(surface);
}

void WindowShell::follow(RemoteSurface& surface)
{
    const bool wanted = !surface.isRoot() && !surface.image().isNull() &&
                        (surface.has(Mapped) || surface.has(Minimized));
    auto& window = windows_[surface.id()];
    if (wanted == (window != nullptr)) return;
    if (!wanted) {
        windows_.erase(surface.id());
        followPanel();
        return;
    }
    window = std::make_unique<SurfaceWindow>(session_, surface);
    const auto parent = windows_.find(surface.state().parent);
    if (parent != windows_.end() && parent->second) {
        window->winId(); // makes its native window, to be told
        window->windowHandle()->setTransientParent(parent->second->windowHandle());
    }
    if (surface.has(Minimized))
        window->showMinimized();
    else
        window->show();
    followPanel();
}

void WindowShell::followPanel()
{
    std::erase_if(windows_, [](const auto& entry) { return !entry.second; });
    const bool needed = session_.link() != Session::Link::Live || windows_.empty();
    if (!needed) {
        panelDelay_.stop();
        if (!panelWanted_) panel_->hide();
    } else if (!panel_->isVisible() && !panelDelay_.isActive() &&
               session_.link() != Session::Link::Ended) {
        panelDelay_.start();
    }
}

// The user's window manager stacks windows; what it does not manage, we stack.
void WindowShell::raiseInOrder()
{
    for (const RemoteSurface* surface : session_.screen().stacking()) {
        const auto window = windows_.find(surface->id());
        if (window == windows_.end() || !window->second || !window->second->isVisible()) continue;
        if (window->second->windowFlags() & Qt::BypassWindowManagerHint) window->second->raise();
    }
}

} // namespace vitrine
