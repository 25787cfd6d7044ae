// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <QCursor>
#include <QImage>
#include <QObject>
#include <QRegion>
#include <QString>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

struct _rfbClient;

namespace vitrine {

struct VncOptions {
    std::string encodings; // by preference; empty: the usual
    int quality = 8;       // of JPEG, 0 to 9; negative: never JPEG
};

// What the thread has for the screen, handed over in one piece.
struct VncNews {
    std::optional<QSize> size; // the screen has a new size; its pixels follow whole
    std::vector<std::pair<QPoint, QImage>> patches;
    std::uint64_t frames = 0;
};

// One connection to a VNC server: libvncclient, which blocks, on a thread of its own. It takes a
// connected socket. Signals come on the thread of their receiver; at most one `newsCame` is under
// way, and what happens meanwhile is gathered as state, so a slow face costs no memory.
class VncLink : public QObject {
    Q_OBJECT
public:
    struct Credentials {
        std::string user; // empty where only a password was asked for
        std::string password;
    };

    VncLink(int socket, std::string host, VncOptions options); // owns the socket
    ~VncLink() override; // ends the thread; does not wait for the network

    void start(); // once the signals are connected

    VncNews takeNews();

    void pointer(int x, int y, int buttonMask);
    void key(std::uint32_t keysym, bool pressed);
    void clipboard(std::string latin1);
    void resize(int width, int height);
    void answerPassword(std::optional<Credentials> credentials);

    // For libvncclient's callbacks, on our own thread.
    std::optional<Credentials> ask(bool withUser); // waits for the user
    bool adopt(QSize size);
    void damaged(const QRect& rect);
    void frameDone();

Q_SIGNALS:
    void begun(const QString& name);
    void newsCame();
    void cursorCame(const QImage& cursor, QPoint hotspot);
    void clipboardCame(const QString& text);
    void rang();
    void passwordNeeded(bool withUser);
    void ended(bool wrongPassword, const QString& why);

private:
    using Command = std::function<void(_rfbClient*)>;
    static constexpr std::size_t commandLimit = 4096;
    static constexpr int patchLimit = 64;

    void run();
    bool converse(_rfbClient* client); // false: the link failed
    void post(Command command);
    void gather(_rfbClient* client);

    const int socket_;
    const std::string host_;
    const VncOptions options_;
    const int wake_; // an eventfd
    std::atomic<bool> stopping_ = false;

    std::mutex mutex_; // guards what follows
    std::condition_variable answered_;
    std::vector<Command> commands_;
    bool socketOpen_ = true;
    bool asking_ = false;
    std::optional<Credentials> answer_;
    bool newsUnderWay_ = false;
    QRegion damage_; // not handed over yet
    std::optional<QSize> newSize_;
    std::uint64_t frames_ = 0;
    VncNews news_;

    QSize size_; // the thread's own, as are these
    bool passwordAsked_ = false;
    bool letIn_ = false;

    std::thread thread_; // last: it uses all of the above
};

} // namespace vitrine
