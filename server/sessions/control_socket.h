// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

namespace vitrine {

// How the commands of this user talk to a running session: a Unix socket of mode 0600 that takes
// one word a connection, ended by a newline, and answers with one line.
class ControlSocket {
public:
    using Answer = std::function<std::string(const std::string& word)>;

    // Listens at `path`, which is removed with us; the error says why it cannot.
    ControlSocket(boost::asio::io_context& io, std::string path, Answer answer,
                  boost::system::error_code& error);
    ~ControlSocket();

private:
    void accept();

    std::string path_;
    Answer answer_;
    boost::asio::local::stream_protocol::acceptor acceptor_;
};

// Asks a session; blocks until it answers. Nothing where none listens there.
std::optional<std::string> askSession(const std::string& path, const std::string& word);

} // namespace vitrine
