// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/rfb/rfb_thread.h"

#include "server/rfb/rfb_screen.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cassert>

namespace vitrine {

RfbThread::RfbThread(std::string name, RfbThreadEvents events)
    : name_(std::move(name)), events_(std::move(events)),
      wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), thread_([this] { run(); })
{
}

RfbThread::~RfbThread()
{
    stopping_ = true;
    eventfd_write(wake_, 1);
    thread_.join();
    for (const Viewer& viewer : mail_.viewers) close(viewer.socket); // not fetched any more
    close(wake_);
}

template<class Change> void RfbThread::post(Change change)
{
    {
        const std::lock_guard lock(mutex_);
        change(mail_);
    }
    eventfd_write(wake_, 1);
}

void RfbThread::show(ScreenUpdate update)
{
    post([&](Mail& mail) {
        assert(!mail.update);
        mail.update = std::move(update);
        mail.rest = false;
    });
}

void RfbThread::addViewer(int socket, RfbRole role)
{
    post([&](Mail& mail) { mail.viewers.push_back({socket, role}); });
}

void RfbThread::setCursor(std::shared_ptr<const DefineCursor> cursor)
{
    post([&](Mail& mail) { mail.cursor = std::move(cursor); });
}

void RfbThread::setClipboard(std::string utf8)
{
    post([&](Mail& mail) { mail.clipboard = std::move(utf8); });
}

void RfbThread::ringBell()
{
    post([](Mail& mail) { mail.bell = true; });
}

void RfbThread::rest()
{
    post([](Mail& mail) { mail.rest = true; });
}

void RfbThread::run()
{
    Screen screen(name_, events_, frames_, copies_);
    while (!stopping_) {
        screen.wait(wake_);
        eventfd_t count = 0;
        eventfd_read(wake_, &count);
        Mail mail;
        {
            const std::lock_guard lock(mutex_);
            std::swap(mail, mail_);
        }
        handle(screen, mail);
        screen.process();
    }
}

void RfbThread::handle(Screen& screen, Mail& mail)
{
    if (mail.rest) screen.rest();
    if (mail.update) {
        screen.apply(*mail.update);
        events_.updateTaken();
    }
    if (mail.cursor) screen.setCursor(mail.cursor->get());
    if (mail.clipboard) screen.setClipboard(std::move(*mail.clipboard));
    if (mail.bell) screen.ringBell();
    for (const Viewer& viewer : mail.viewers) screen.add(viewer);
}

} // namespace vitrine
