// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/sessions/applications.h"

#include <gio/gdesktopappinfo.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <sstream>

namespace vitrine {

namespace fs = std::filesystem;

namespace {

std::string orEmpty(const char* text)
{
    return text ? text : "";
}

// $XDG_DATA_HOME and $XDG_DATA_DIRS (XDG Base Directory Specification).
std::vector<fs::path> dataDirectories()
{
    std::vector<fs::path> result{g_get_user_data_dir()};
    for (const char* const* directory = g_get_system_data_dirs(); *directory; ++directory)
        result.emplace_back(*directory);
    return result;
}

// Icon Theme Specification, the part that needs no theme's index: the theme all others inherit, a
// scalable file before larger ones before small ones, then the unthemed folder.
std::optional<fs::path> iconFile(const std::string& name)
{
    if (name.empty()) return std::nullopt;
    if (fs::path(name).is_absolute())
        return fs::exists(name) ? std::optional(fs::path(name)) : std::nullopt;
    static constexpr std::array folders{
        "icons/hicolor/scalable/apps", "icons/hicolor/128x128/apps", "icons/hicolor/64x64/apps",
        "icons/hicolor/48x48/apps",    "icons/hicolor/256x256/apps", "icons/hicolor/32x32/apps",
        "icons/Adwaita/scalable/apps", "icons/Adwaita/48x48/apps",   "pixmaps"};
    static constexpr std::array endings{".svg", ".png", ".xpm", ""};
    for (const char* folder : folders) {
        for (const fs::path& directory : dataDirectories()) {
            for (const char* ending : endings) {
                const fs::path file = directory / folder / (name + ending);
                if (std::error_code error; fs::is_regular_file(file, error)) return file;
            }
        }
    }
    return std::nullopt;
}

// Exec's words without its field codes (Desktop Entry Specification, "The Exec key").
std::vector<std::string> commandOf(GDesktopAppInfo* info)
{
    std::vector<std::string> command;
    if (g_desktop_app_info_get_boolean(info, "Terminal")) command = {"xterm", "-e"};
    for (const std::string& word :
         commandWords(orEmpty(g_app_info_get_commandline(G_APP_INFO(info))))) {
        if (word == "%%")
            command.emplace_back("%");
        else if (!(word.size() == 2 && word[0] == '%'))
            command.push_back(word);
    }
    return command;
}

std::vector<std::string> split(const std::string& list, char separator)
{
    std::vector<std::string> result;
    std::istringstream stream(list);
    for (std::string word; std::getline(stream, word, separator);)
        if (!word.empty()) result.push_back(word);
    return result;
}

} // namespace

std::vector<std::string> commandWords(const std::string& line)
{
    int count = 0;
    char** words = nullptr;
    if (!g_shell_parse_argv(line.c_str(), &count, &words, nullptr)) return {};
    std::vector<std::string> result(words, words + count);
    g_strfreev(words);
    return result;
}

const Application* applicationOf(const std::vector<std::string>& command,
                                 const std::vector<Application>& applications)
{
    if (command.empty()) return nullptr;
    const fs::path wanted = fs::path(command[0]).filename();
    const auto found = std::ranges::find_if(applications, [&](const Application& one) {
        return fs::path(one.command[0]).filename() == wanted;
    });
    return found == applications.end() ? nullptr : &*found;
}

std::vector<Application> installedApplications()
{
    std::vector<Application> result;
    GList* const infos = g_app_info_get_all();
    for (GList* entry = infos; entry; entry = entry->next) {
        auto* const info = static_cast<GAppInfo*>(entry->data);
        auto* const desktop = G_DESKTOP_APP_INFO(info);
        if (!g_app_info_should_show(info)) continue;
        Application application{
            .id = orEmpty(g_app_info_get_id(info)),
            .name = orEmpty(g_app_info_get_display_name(info)),
            .comment = orEmpty(g_app_info_get_description(info)),
            .categories = split(orEmpty(g_desktop_app_info_get_categories(desktop)), ';'),
            .icon = {},
            .command = commandOf(desktop),
            .windowClass = orEmpty(g_desktop_app_info_get_startup_wm_class(desktop)),
            .takesStartupId = g_desktop_app_info_get_boolean(desktop, "StartupNotify") != 0,
        };
        char* const icon = g_desktop_app_info_get_string(desktop, "Icon");
        application.icon = iconFile(orEmpty(icon));
        g_free(icon);
        if (!application.command.empty()) result.push_back(std::move(application));
    }
    g_list_free_full(infos, g_object_unref);
    std::ranges::sort(result, {}, &Application::name);
    return result;
}

} // namespace vitrine
