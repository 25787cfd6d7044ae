// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/app/session.h"
#include "server/display/display.h"
#include "server/display/policy/launches.h"
#include "server/display/policy/policy.h"
#include "server/scene/scene.h"
#include "server/sessions/applications.h"
#include "server/sessions/programs.h"

#include <filesystem>
#include <map>

namespace vitrine {

// Only programs that say so get an id: others, as terminals, would hand it on to whatever they
// start later, and whose windows would then seem to be of long ago.
std::optional<pid_t> Session::startAnnounced(const std::vector<std::string>& command,
                                             const Application* application, std::error_code& error)
{
    Launches& launches = display_->policy().launches();
    const bool takesId = application && application->takesStartupId;
    if (!takesId && !launches.keeps()) return programs_->start(command, error);

    StartingProgram program;
    program.name = program.windowClass = std::filesystem::path(command.at(0)).filename();
    if (application) {
        program.name = application->name;
        program.application = std::filesystem::path(application->id).stem();
        if (takesId || !application->windowClass.empty())
            program.windowClass = application->windowClass;
    }
    const std::string id = launches.announce(std::move(program));
    std::map<std::string, std::string> variables;
    if (takesId) variables.emplace("DESKTOP_STARTUP_ID", id);
    const auto pid = programs_->start(command, error, variables);
    if (pid)
        launches.started(id, *pid);
    else
        launches.failed(id);
    scene_->noteChanges(); // no program did it
    return pid;
}

} // namespace vitrine
