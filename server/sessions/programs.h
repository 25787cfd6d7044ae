// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "server/sessions/program.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <optional>

namespace vitrine {

// The programs of a session: started, reaped, and ended with it.
class Programs {
public:
    using Ended = std::function<void(const Program&, int waitStatus)>;

    // `variables` (DISPLAY, XAUTHORITY…) are given to each. `ended` is told of each that ends.
    Programs(boost::asio::io_context& context, std::map<std::string, std::string> variables,
             Ended ended);
    ~Programs(); // ends what still runs, waiting a second before it insists

    // Starts one, with `more` variables of its own; the error says why it cannot be.
    std::optional<pid_t> start(const std::vector<std::string>& arguments, std::error_code& error,
                               const std::map<std::string, std::string>& more = {});

    std::size_t count() const { return running_.size(); }
    void endAll(); // asks all of them to end; `ended` is told as they do

private:
    void awaitChild();
    void reap();

    std::map<std::string, std::string> variables_;
    Ended ended_;
    boost::asio::signal_set childSignals_;
    std::vector<Program> running_;
};

} // namespace vitrine
