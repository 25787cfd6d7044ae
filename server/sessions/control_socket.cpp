// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/sessions/control_socket.h"

#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <istream>

namespace vitrine {

namespace net = boost::asio;
using Local = net::local::stream_protocol;
using boost::system::error_code;

namespace {

constexpr std::size_t longestLine = 1024;
constexpr std::chrono::seconds patience{5}; // with a peer that says nothing

std::string firstLine(net::streambuf& buffer)
{
    std::istream stream(&buffer);
    std::string line;
    std::getline(stream, line);
    return line;
}

// One question and its answer; owned by its pending operations.
class Conversation : public std::enable_shared_from_this<Conversation> {
public:
    Conversation(Local::socket socket, ControlSocket::Answer answer)
        : socket_(std::move(socket)), timer_(socket_.get_executor()), answer_(std::move(answer))
    {
    }

    void start()
    {
        timer_.expires_after(patience);
        timer_.async_wait([self = shared_from_this()](const error_code& error) {
            error_code ignored;
            if (!error) self->socket_.close(ignored);
        });
        net::async_read_until(socket_, buffer_, '\n',
                              [self = shared_from_this()](const error_code& error, std::size_t) {
                                  if (error) self->timer_.cancel();
                                  if (!error) self->reply();
                              });
    }

private:
    void reply()
    {
        text_ = answer_(firstLine(buffer_)) + "\n";
        net::async_write(
            socket_, net::buffer(text_),
            [self = shared_from_this()](const error_code&, std::size_t) { self->timer_.cancel(); });
    }

    Local::socket socket_;
    net::steady_timer timer_;
    ControlSocket::Answer answer_;
    net::streambuf buffer_{longestLine};
    std::string text_;
};

} // namespace

ControlSocket::ControlSocket(net::io_context& io, std::string path, Answer answer,
                             error_code& error)
    : path_(std::move(path)), answer_(std::move(answer)), acceptor_(io)
{
    ::unlink(path_.c_str()); // of a session that crashed: names are unique among living ones
    acceptor_.open(Local(), error);
    if (!error) acceptor_.bind(path_, error);
    if (!error) ::chmod(path_.c_str(), 0600);
    if (!error) acceptor_.listen(net::socket_base::max_listen_connections, error);
    if (!error) accept();
}

ControlSocket::~ControlSocket()
{
    ::unlink(path_.c_str());
}

void ControlSocket::accept()
{
    acceptor_.async_accept([this](const error_code& error, Local::socket socket) {
        if (error == net::error::operation_aborted) return;
        if (!error) std::make_shared<Conversation>(std::move(socket), answer_)->start();
        accept();
    });
}

std::optional<std::string> askSession(const std::string& path, const std::string& word)
{
    net::io_context io;
    Local::socket socket(io);
    error_code error;
    socket.connect(path, error);
    if (error) return std::nullopt;
    net::write(socket, net::buffer(word + "\n"), error);
    net::streambuf buffer(longestLine);
    net::read_until(socket, buffer, '\n', error);
    if (error) return std::nullopt;
    return firstLine(buffer);
}

} // namespace vitrine
