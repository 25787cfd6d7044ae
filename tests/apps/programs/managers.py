# SPDX-License-Identifier: GPL-2.0-or-later
"""Window managers of the user's own, and a compositing manager, around ordinary windows."""

from matrix.program import program

# What the manager prints is judged, too; it ends with the programs that it manages.
PROGRAMS = "sleep 3; xcalc & exec xterm -geometry 60x15 -T terminal"
ICEWM = """TaskBarShowClock=0
TaskBarShowCPUStatus=0
TaskBarShowMEMStatus=0
TaskBarShowNetStatus=0
TaskBarShowMailboxStatus=0
TaskBarShowAPMStatus=0
"""
# It grabs the server while a window is dragged or a menu is open: only what is done at once.
TWM = 'RandomPlacement\nUsePPosition "on"\nButton1 = : title : f.raise\n'
I3 = """font pango:DejaVu Sans 10
floating_modifier Mod1
bindsym Mod1+v split v
bindsym Mod1+f fullscreen toggle
bindsym Mod1+space floating toggle
bindsym Mod1+Right focus right
bindsym Mod1+Left focus left
bindsym Mod1+q kill
"""


def managed(name, command, packages, **more):
    return program(name, ["sh", "-c", f"{command} & {PROGRAMS}"],
                   [*packages, "xterm", "x11-apps"], manager=[], patience=40, **more)


def two_windows(person):
    """The terminal and the calculator, once both are there."""
    return person.window("terminal"), person.window(kind="XCalc")


def use_frames(person, look=None):
    """Moves a window by its title, raises the other, types, and opens the manager's menu."""
    see = look or person.see
    terminal, calculator = two_windows(person)
    see("framed")
    left, top, *_ = person.place(terminal)
    person.drag((left + 120, top - 8), (left + 320, top + 190))
    see("moved")
    left, top, *_ = person.place(calculator)
    person.click(left + 60, top - 8)
    see("raised")
    person.key("alt+Tab")
    left, top, width, height = person.place(terminal)
    person.click(left + width // 2, top + height - 20)
    person.type("echo typed\n")
    see("typed")
    person.resize(terminal, 500, 300)
    see("resized")
    for button in (1, 3):
        person.click(1180, 640, button=button)
        see(f"menu of button {button}")
        person.key("Escape")
        person.move(1180, 120)
        see(f"menu of button {button} closed")


def use_xfwm4(person):
    def look(name):
        person.rest()
        for window in two_windows(person):
            left, top, width, _ = person.place(window)
            person.ignore(f"the title at {left},{top}, drawn as our XSETTINGS say",
                          left, top - 26, width, 26)
        person.see(name)
    use_frames(person, look)


@managed("icewm", "icewm --sm-disable", ["icewm"],
         files={".icewm/preferences": ICEWM, ".icewm/theme": 'Theme="default/default.theme"\n'})
def icewm(person):
    use_frames(person)


@managed("openbox", "openbox --sm-disable", ["openbox"])
def openbox(person):
    use_frames(person)


@managed("xfwm4", "xfwm4 --compositor=off", ["xfwm4"])
def xfwm4(person):
    use_xfwm4(person)


@managed("xfwm4-compositing", "xfwm4 --compositor=on --vblank=off", ["xfwm4"])
def xfwm4_compositing(person):
    use_xfwm4(person)


@managed("picom", "openbox --sm-disable & sleep 1; picom --backend xrender --config /dev/null "
         "--shadow --no-fading-openclose", ["picom", "openbox"])
def picom(person):
    use_frames(person)


@managed("twm", "twm", ["twm"], files={".twmrc": TWM})
def twm(person):
    terminal, calculator = two_windows(person)
    for window in (terminal, calculator):
        left, top, *_ = person.place(window)
        person.click(left + 120, top - 8)
    person.see("raised")
    left, top, width, height = person.place(terminal)
    person.move(left + width // 2, top + height // 2)
    person.type("echo typed\n")
    person.see("typed")
    person.resize(terminal, 500, 300)
    person.see("resized")


@managed("i3", "i3", ["i3-wm"], files={".config/i3/config": I3})
def i3(person):
    terminal, _ = two_windows(person)
    person.see("tiled")
    left, top, width, height = person.place(terminal)
    person.click(left + width // 2, top + height // 2)
    person.type("echo typed\n")
    person.see("typed")
    person.key("alt+f")
    person.see("full screen")
    person.key("alt+f", "alt+v", "alt+space")
    person.see("floating")
    person.key("alt+Left")
    person.see("focus")
    left, top, *_ = person.place(terminal)
    person.drag((left + 40, top - 8), (left + 140, top + 120))
    person.see("moved")
