// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "viewer/model/connection.h"
#include "viewer/model/screen.h"

#include <QElapsedTimer>
#include <QTimer>
#include <memory>
#include <optional>

namespace vitrine {

// A session as its user sees it: the screen, and a link that comes back by itself when it is lost.
class Session : public QObject {
    Q_OBJECT
public:
    enum class Link { Connecting, Live, Waiting, Ended };

    // The connection writes to `screen`, which it borrows: it goes first.
    Session(std::unique_ptr<Screen> screen, std::unique_ptr<Connection> connection);
    ~Session() override;

    Screen& screen() { return *screen_; }
    Link link() const { return link_; }
    bool failed() const { return failed_; }             // ended, and not as sessions do
    const QString& message() const { return message_; } // about the link; for the user
    int secondsToRetry() const;
    Traffic traffic() const { return connection_->traffic(); }
    double inputToFrameMilliseconds() const { return inputToFrame_; } // negative: not measured yet

    void start();
    void retryNow();
    void stop();

    void send(const Input& input);
    void setViewOnly(bool viewOnly) { viewOnly_ = viewOnly; }
    // Whether this machine's input method composes text; else keys go to the session as they are.
    void setComposesHere(bool here) { composesHere_ = here; }
    bool composesHere() const { return composesHere_; }
    void setViewport(QSize size)
    {
        if (!viewOnly_) connection_->setViewport(size);
    }
    void answerPassword(const QString& user, const QString& password)
    {
        connection_->answerPassword(user, password);
    }

Q_SIGNALS:
    void linkChanged();
    void passwordNeeded(bool withUser);

private:
    void setLink(Link link, const QString& message);
    void onClosed(Connection::End end, const QString& why);

    std::unique_ptr<Screen> screen_;
    std::unique_ptr<Connection> connection_;
    Link link_ = Link::Connecting;
    QString message_;
    bool everLive_ = false;
    bool failed_ = false;
    bool viewOnly_ = false;
    bool composesHere_ = true;
    int attempts_ = 0;                   // since the link was last live for a while
    std::optional<PointerMove> pointer_; // where the session has it; none: that is not known
    QTimer retry_;
    QElapsedTimer liveSince_;
    QElapsedTimer inputSince_; // invalid: no input awaits its frame
    double inputToFrame_ = -1;
};

} // namespace vitrine
