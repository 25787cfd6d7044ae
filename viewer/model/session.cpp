// SPDX-License-Identifier: GPL-2.0-or-later
#include "viewer/model/session.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace vitrine {

using namespace std::chrono_literals;

namespace {

constexpr auto firstDelay = 500ms;
constexpr std::chrono::milliseconds longestDelay = 15s;
constexpr qint64 steadyMilliseconds = 10'000; // a link that lived that long was a good one

std::chrono::milliseconds delayBefore(int attempt)
{
    return std::min(longestDelay, firstDelay * (1 << std::min(attempt, 6)));
}

bool awaitsPicture(const Input& input)
{
    return std::holds_alternative<PointerButton>(input) || std::holds_alternative<Key>(input) ||
           std::holds_alternative<Wheel>(input);
}

} // namespace

Session::Session(std::unique_ptr<Screen> screen, std::unique_ptr<Connection> connection)
    : screen_(std::move(screen)), connection_(std::move(connection))
{
    retry_.setSingleShot(true);
    retry_.setTimerType(Qt::PreciseTimer); // the user sees it count
    connect(&retry_, &QTimer::timeout, this, &Session::retryNow);
    connect(connection_.get(), &Connection::closed, this, &Session::onClosed);
    connect(connection_.get(), &Connection::passwordNeeded, this, &Session::passwordNeeded);
    connect(connection_.get(), &Connection::opened, this, [this] {
        everLive_ = true;
        pointer_.reset();
        liveSince_.start();
        setLink(Link::Live, {});
    });
    connect(screen_.get(), &Screen::frameEnded, this, [this] {
        if (!inputSince_.isValid()) return;
        inputToFrame_ = static_cast<double>(inputSince_.nsecsElapsed()) / 1e6;
        inputSince_.invalidate();
    });
}

Session::~Session()
{
    connection_->disconnect(this);
    connection_->close();
}

int Session::secondsToRetry() const
{
    return retry_.isActive() ? (retry_.remainingTime() + 999) / 1000 : 0;
}

void Session::start()
{
    setLink(Link::Connecting, QStringLiteral("Connecting…"));
    connection_->open();
}

void Session::retryNow()
{
    if (link_ != Link::Waiting) return;
    retry_.stop();
    setLink(Link::Connecting, message_);
    connection_->open();
}

void Session::stop()
{
    retry_.stop();
    connection_->close();
    setLink(Link::Ended, QStringLiteral("Disconnected."));
}

void Session::send(const Input& input)
{
    if (viewOnly_ || link_ != Link::Live) return;
    if (const auto* move = std::get_if<PointerMove>(&input))
        if (std::exchange(pointer_, *move) == *move) return;
    if (awaitsPicture(input) && !inputSince_.isValid()) inputSince_.start();
    connection_->send(input);
}

void Session::onClosed(Connection::End end, const QString& why)
{
    inputSince_.invalidate();
    if (end != Connection::End::Lost || !everLive_) {
        failed_ = end != Connection::End::Over;
        setLink(Link::Ended, why);
        return;
    }
    if (link_ == Link::Live && liveSince_.elapsed() > steadyMilliseconds) attempts_ = 0;
    retry_.start(delayBefore(attempts_++));
    setLink(Link::Waiting, why);
}

void Session::setLink(Link link, const QString& message)
{
    link_ = link;
    message_ = message;
    Q_EMIT linkChanged();
}

} // namespace vitrine
