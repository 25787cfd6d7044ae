# SPDX-License-Identifier: GPL-2.0-or-later
from matrix.program import program


@program("xterm", ["xterm", "-geometry", "80x24", "-T", "terminal"], ["xterm"], short=True)
def xterm(person):
    window = person.window("terminal")
    person.see("started")
    person.type("ls -l /etc/X11 | head; seq 1 100\n")
    person.see("typed")
    person.wheel(200, 100, -3, window)
    person.see("scrolled back")
    person.drag((20, 60), (300, 120), window)
    person.see("selected")
    person.click(200, 200, window, button=2)
    person.see("pasted")
    person.key("Return")
    person.move(100, 100, window)
    person.run("xdotool", "keydown", "ctrl", "mousedown", "1")
    person.see("menu")
    person.run("xdotool", "mouseup", "1", "keyup", "ctrl")
    person.resize(window, 700, 500)
    person.see("resized")
    person.type("stty size > said\n")
    person.file("said", lambda text: text.strip() != "")
    person.type("exit\n")
    person.gone("terminal")


@program("xterm-xft", ["xterm", "-fa", "DejaVu Sans Mono", "-fs", "11", "-T", "terminal"],
         ["xterm", "fonts-dejavu-core"], short=True)
def xterm_xft(person):
    window = person.window("terminal")
    person.type("ls -l /etc/X11 | head; seq 1 100\n")
    person.see("typed")
    person.wheel(200, 100, -3, window)
    person.see("scrolled back")
    person.resize(window, 700, 500)
    person.see("resized")


@program("qterminal", ["qterminal"], ["qterminal"])
def qterminal(person):
    window = person.window("qterminal|Shell No")
    person.see("started")
    person.type("seq 1 50\n")
    person.see("typed")
    person.click(20, 10, window)
    person.see("menu")
    person.key("Escape")
    person.see("menu closed")
