// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/support/test_server.h"

#include <boost/asio/executor_work_guard.hpp>

#include <fstream>
#include <iterator>

namespace vitrine {

namespace {

XServerOptions withRuntime(XServerOptions options, const std::filesystem::path& folder)
{
    if (options.runtimeDirectory.empty()) options.runtimeDirectory = folder;
    return options;
}

} // namespace

TestServer::TestServer(XServerOptions options)
    : server_(core_, display_, withRuntime(std::move(options), runtime_.path())),
      name_(server_.displayName()), xauthority_(server_.xauthority()), thread_([this] {
          const auto guard = boost::asio::make_work_guard(core_);
          core_.run();
      })
{
}

TestServer::~TestServer()
{
    boost::asio::post(core_, [this] {
        server_.stop();
        core_.stop();
    });
    thread_.join();
}

std::filesystem::path TestServer::socket() const
{
    return "/tmp/.X11-unix/X" + name_.substr(1);
}

std::string TestServer::cookie() const
{
    std::ifstream file(xauthority_, std::ios::binary);
    const std::string records{std::istreambuf_iterator<char>(file), {}};
    return records.substr(records.size() - 16);
}

} // namespace vitrine
