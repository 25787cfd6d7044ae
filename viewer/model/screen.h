// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "protocol/ops/messages.h"

#include <QCursor>
#include <QIcon>
#include <QImage>
#include <QObject>
#include <QRegion>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <vector>

namespace vitrine {

inline QRect toQRect(const Rect& rect)
{
    return {rect.x, rect.y, rect.width, rect.height};
}
inline Rect toRect(const QRect& rect)
{
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

// A window of the session (or its whole screen, of a VNC server).
class RemoteSurface : public QObject {
    Q_OBJECT
public:
    explicit RemoteSurface(SurfaceId id) { state_.id = id; }

    const Surface& state() const { return state_; }
    SurfaceId id() const { return state_.id; }
    // Its picture; may share the connection's pixels, so valid until the next frame is applied.
    const QImage& image() const { return image_; }
    const QIcon& icon() const { return icon_; }

    bool isRoot() const { return state_.role == SurfaceRole::Root; }
    bool has(SurfaceState state) const { return (state_.states & state) != 0; }
    bool can(SurfaceAbility ability) const { return (state_.abilities & ability) != 0; }
    QRect geometry() const // of the image, on the screen
    {
        return {QPoint(state_.position.x, state_.position.y), image_.size()};
    }
    QRegion shape() const; // in the image's coordinates

Q_SIGNALS:
    void changed();                       // anything but pixels
    void damaged(const QRegion& inImage); // pixels; at the end of a frame

private:
    friend class Screen;
    Surface state_;
    QImage image_;
    QIcon icon_;
    QRegion damage_;
    bool changed_ = false;
};

// What is to be seen of a session. A connection writes it, widgets read it. Signals are sent when a
// frame is whole.
class Screen : public QObject {
    Q_OBJECT
public:
    const QString& name() const { return name_; }
    QSize size() const { return size_; }
    bool desktop() const { return desktop_; } // one screen, rather than windows
    RemoteSurface* find(SurfaceId id) const;  // null where there is none
    const std::vector<RemoteSurface*>& stacking() const { return stacking_; } // bottom to top
    std::vector<RemoteSurface*> surfaces() const; // also those that are not mapped
    const QCursor& cursor() const;                // a busy one while programs start

    // For connections.
    void begin(const QString& name, QSize size, bool desktop);
    void put(const Surface& surface);
    void drop(SurfaceId id);
    void keepOnly(const std::function<bool(SurfaceId)>& there); // after a new connection
    void setIcon(SurfaceId id, const QIcon& icon);
    void restack(std::span<const SurfaceId> bottomToTop);
    void setImage(SurfaceId id, const QImage& image);
    void damage(SurfaceId id, const QRegion& inImage);
    void setCursor(const QCursor& cursor);
    void setLaunch(std::uint32_t number, bool underWay); // of a program
    void forgetLaunches();                               // before a new connection
    void setClipboard(const QString& text);
    void setPrimary(const QString& text);
    void ring();
    void endFrame();
    void detach(); // the connection's pixels are about to go: keep copies

Q_SIGNALS:
    void began();
    void surfaceAdded(vitrine::RemoteSurface* surface);
    void surfaceRemoved(vitrine::RemoteSurface* surface); // deleted right after
    void restacked();
    void cursorChanged();
    void clipboardChanged(const QString& text);
    void primaryChanged(const QString& text);
    void rang();
    void frameEnded();

private:
    void order();

    QString name_;
    QSize size_;
    bool desktop_ = false;
    std::map<SurfaceId, std::unique_ptr<RemoteSurface>> surfaces_;
    std::vector<SurfaceId> order_;
    std::vector<RemoteSurface*> stacking_;
    bool restacked_ = false;
    std::vector<SurfaceId> added_; // since the last frame
    QCursor cursor_;
    QCursor busy_{Qt::BusyCursor};
    std::set<std::uint32_t> launches_; // under way
};

} // namespace vitrine
