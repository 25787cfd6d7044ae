# SPDX-License-Identifier: GPL-2.0-or-later
from matrix.program import program


@program("xclock", ["xclock", "-update", "3600"], ["x11-apps"], short=True)
def xclock(person):
    window = person.window("xclock")
    ignore_hands(person, window)
    person.see("started")
    person.resize(window, 300, 300)
    ignore_hands(person, window)
    person.see("resized")


def ignore_hands(person, window):
    left, top, width, height = person.place(window)
    person.ignore("the hands", left + width // 8, top + height // 8, width * 3 // 4,
                  height * 3 // 4)


@program("xeyes", ["xeyes"], ["x11-apps"], short=True)
def xeyes(person):
    window = person.window("xeyes")
    person.move(10, 10)
    person.see("looking up")
    person.move(700, 700)
    person.see("looking down")
    person.resize(window, 300, 160)
    person.see("resized")


@program("xcalc", ["xcalc"], ["x11-apps"], short=True)
def xcalc(person):
    window = person.window("Calculator")
    person.see("started")
    person.move(100, 100, window)
    person.type("12*34=")
    person.see("calculated")
    person.resize(window, 400, 500)
    person.see("resized")


@program("xfig", ["xfig"], ["xfig", "xfig-libs"])
def xfig(person):
    person.window(kind="[Xx]fig")
    window = person.window("Xfig")
    person.see("started")
    person.click(55, 220, window)  # lines
    person.see("tool chosen")
    for corner in ((300, 300), (500, 400)):
        person.click(*corner, window)
        person.rest()
    person.click(700, 350, window, button=2)
    person.see("a line drawn")
    person.click(20, 150, window)  # a circle
    person.rest()
    for end in ((300, 500), (360, 500)):
        person.click(*end, window)
        person.rest()
    person.see("a circle drawn")
    # The last picture: where a menu was, X.Org has programs paint again, and xfig then paints a
    # frame around the chosen tool that it did not paint before. Here nothing was lost.
    person.hold(30, 13, window)
    person.see("menu")


@program("wish", ["wish", "{apps}/../exactness/canvas.tcl"], ["tk"], short=True)
def wish(person):
    person.window(kind="[Ww]ish|canvas")
    person.see("drawn")


@program("wish-widgets", ["wish", "{apps}/examples/tk_widgets.tcl"], ["tk"])
def wish_widgets(person):
    window = person.window("Widgets of Tk")
    person.see("started")
    person.click(100, 60, window)
    person.type("Typed by a person.\n")
    person.drag((10, 20), (120, 60), window)
    person.see("typed and selected")
    person.wheel(100, 250, 6, window)
    person.click(100, 250, window)
    person.see("scrolled and chosen")
    person.key("alt+f")
    person.see("menu")
    person.key("Down", "Down", "Down", "Right")
    person.see("submenu")
    person.key("Escape", "Escape", "Escape")
    person.click(380, 12, window)
    person.see("shapes")
    person.resize(window, 700, 480)
    person.see("resized")
    person.key("alt+f", "Return")
    person.window("Question")
    person.see("dialog")


@program("idle", ["idle"], ["idle3"])
def idle(person):
    window = person.window("IDLE Shell")
    person.see("started")
    person.type("print(6*7)\n")
    person.see("answered")
    person.click(20, 10, window)
    person.see("menu")
    person.key("Escape")


LETTER = {"letter.txt": "Dear reader,\n\n" + "words and words\n" * 60}
EMACS = ["-q", "--eval", "(blink-cursor-mode 0)", "letter.txt"]


@program("emacs-gtk", ["emacs-gtk", *EMACS], ["emacs-gtk"], files=LETTER)
def emacs_gtk(person):
    emacs(person)


@program("emacs-lucid", ["sh", "-c", """exec {unpacked}/usr/bin/emacs-lucid \\
    --dump-file="$(echo {unpacked}/usr/libexec/emacs/*/*/emacs.pdmp)" "$@" """, "sh", *EMACS],
         ["emacs-gtk", "xaw3dg", "libotf1", "libm17n-0", "libxmu6"], unpacked="emacs-lucid",
         files=LETTER)
def emacs_lucid(person):
    emacs(person)


def emacs(person):
    person.window(kind="[Ee]macs")
    window = person.window("letter.txt|emacs")
    person.see("started")
    person.type("Hello from a person\n")
    person.key("Next", "Next")
    person.see("scrolled")
    person.key("ctrl+s")
    person.type("words")
    person.see("searched")
    person.key("ctrl+g")
    person.click(20, 10, window)
    person.see("menu")
    person.key("Escape")


@program("gvim", ["gvim", "-f", "-u", "NONE", "-c", "set guicursor+=a:blinkon0", "letter.txt"],
         ["vim-gtk3"], files={"letter.txt": "some words\n" * 80})
def gvim(person):
    window = person.window("letter.txt")
    person.see("started")
    person.type("ihello")
    person.key("Escape")
    person.type("G")
    person.see("at the end")
    person.wheel(200, 200, -3, window)
    person.see("scrolled")
