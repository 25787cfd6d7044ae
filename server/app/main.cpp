// SPDX-License-Identifier: GPL-2.0-or-later
#include "server/app/commands.h"

#include <CLI/CLI.hpp>
#include <malloc.h>

namespace {

using vitrine::SessionOptions;

// WIDTHxHEIGHT, as X's -geometry.
std::string readScreen(const std::string& text, vitrine::Size& size)
{
    int width = 0, height = 0;
    char tail = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &tail) != 2 || width < 16 ||
        height < 16 || width > 16384 || height > 16384)
        return "a screen is WIDTHxHEIGHT, 16x16 to 16384x16384, such as 1280x800";
    size = {width, height};
    return {};
}

void addSessionOptions(CLI::App& command, SessionOptions& options)
{
    command.add_option("--name", options.name, "The session's name (default: the program's)");
    command
        .add_option_function<std::string>(
            "--screen",
            [&options](const std::string& text) {
                if (const std::string fault = readScreen(text, options.screen); !fault.empty())
                    throw CLI::ValidationError("--screen", fault);
            },
            "The screen's size, WIDTHxHEIGHT (default: 1280x800)")
        ->type_name("WxH");
    command
        .add_option("--display", options.display,
                    "The X display's number (default: the first free one)")
        ->check(CLI::Range(0, 59535));
    command.add_option("--port", options.webPort,
                       "The page's port (default: the first free one from 7400)");
    command
        .add_option("--page", options.pageDirectory,
                    "The folder of the built page (default: beside the program)")
        ->check(CLI::ExistingDirectory);
    command.add_flag("!--no-vnc", options.rfb, "Do not serve VNC viewers");
    command.add_option("--vnc-port", options.rfbPort,
                       "The port for VNC viewers (default: 5900 + display, or the next free one)");
    command.add_option("--vnc-password", options.rfbPassword,
                       "The VNC password, 8 characters count; '' for none (default: a random one)");
    command.add_option("--layout", options.keyboardLayout, "Keyboard layout, such as de or us,ru");
    command.add_option("--variant", options.keyboardVariant, "Keyboard variant, such as dvorak");
    command.add_option("--model", options.keyboardModel, "Keyboard model (default: pc105)");
    command.add_option("--options", options.keyboardOptions, "Keyboard options, as setxkbmap's");
    command.add_option("--font-path", options.fontPath, "Folders of core fonts, in order");
    command.add_flag("--byte-swapped-clients", options.byteSwappedClients,
                     "Accept X programs of the other byte order");
    command.add_flag("--unmanaged", options.unmanaged,
                     "Leave windows where programs put them: no window manager, not even ours");
    command.add_flag(
        "--check", options.checkEverything,
        "Send a hash of every changed surface, so that viewers prove each frame exact");
    command.add_option("--trace-x11", options.traceX11,
                       "Write every X request, reply, event and error to this file");
}

// A program's arguments that the parser left alone. The "--" before a program is not one of them.
void addRest(const CLI::App& command, std::vector<std::string>& program)
{
    std::vector<std::string> rest = command.remaining();
    if (!rest.empty() && rest.back() == "--") rest.pop_back();
    program.insert(program.end(), rest.begin(), rest.end());
}

// Images and replies of a megabyte come and go. Memory that goes back to the system each time comes
// again page by page, cleared, which takes longer than all that is done with it.
void keepMemoryAtHand()
{
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
    mallopt(M_TRIM_THRESHOLD, 4 << 20);
}

} // namespace

int main(int argc, char** argv)
{
    keepMemoryAtHand();
    CLI::App app{
        "Vitrine shows X programs and desktops in a browser, in its own viewer, and in any "
        "VNC viewer."};
    app.require_subcommand(1);
    app.get_formatter()->column_width(34);
    app.footer("Examples:\n"
               "  vitrine run xterm              one program; the session ends with it\n"
               "  vitrine desktop                a desktop with a launcher\n"
               "  vitrine desktop --wm openbox   the same, managed by a window manager of yours\n"
               "  vitrine attach                 a fresh link into the session that runs\n"
               "\n'vitrine COMMAND --help' tells more of each.");

    int status = 0;
    SessionOptions options;

    CLI::App* run = app.add_subcommand("run", "Run a program in a session of its own");
    addSessionOptions(*run, options);
    run->add_flag("--keep", options.keep, "Go on when the program has ended");
    run->add_option("PROGRAM", options.program, "The program and its arguments")->required();
    run->positionals_at_end();
    run->prefix_command();
    run->callback([&] {
        addRest(*run, options.program);
        status = vitrine::runSession(options);
    });

    CLI::App* desktop = app.add_subcommand("desktop", "Show a desktop with a launcher");
    addSessionOptions(*desktop, options);
    std::string windowManager;
    desktop->add_option("--wm", windowManager, "A window manager to run instead of Vitrine's own");
    desktop->callback([&] {
        options.desktop = true;
        options.keep = true;
        if (!windowManager.empty()) options.program = CLI::detail::split_up(windowManager);
        status = vitrine::runSession(options);
    });

    app.add_subcommand("list", "List the sessions that run")->callback([&] {
        status = vitrine::listSessions();
    });

    std::string key;
    const auto addKey = [&](CLI::App* command) {
        command->add_option("SESSION", key,
                            "Its name, display or process; needless when only one is running");
    };
    CLI::App* info = app.add_subcommand("info", "Tell a session's addresses");
    addKey(info);
    info->callback([&] { status = vitrine::showSession(key); });
    CLI::App* attach = app.add_subcommand("attach", "Print a fresh link into a session");
    addKey(attach);
    attach->callback([&] { status = vitrine::linkToSession(key); });
    CLI::App* stop = app.add_subcommand("stop", "End a session and the programs in it");
    addKey(stop);
    stop->callback([&] { status = vitrine::stopSession(key); });

    bool onlyUndone = false;
    CLI::App* coverage =
        app.add_subcommand("coverage", "List the X requests, and which of them are answered");
    coverage->add_flag("--undone", onlyUndone, "Only those that are not");
    coverage->callback([&] { status = vitrine::showCoverage(onlyUndone); });

    CLI::App* compare = app.add_subcommand(
        "compare", "Measure one session of a program in every display protocol at once");
    int seconds = 0;
    std::filesystem::path csv;
    compare->add_option("--for", seconds, "Seconds to measure (default: until the program ends)")
        ->check(CLI::PositiveNumber);
    compare->add_option("--csv", csv, "Also write the table to this file");
    compare->add_option("PROGRAM", options.program, "The program and its arguments")->required();
    compare->positionals_at_end();
    compare->prefix_command();
    compare->callback([&] {
        addRest(*compare, options.program);
        status = vitrine::compareProgram(options.program, seconds, options.screen, csv);
    });

    CLI11_PARSE(app, argc, argv);
    return status;
}
