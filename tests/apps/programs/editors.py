# SPDX-License-Identifier: GPL-2.0-or-later
from matrix.program import program

LETTER = {"letter.txt": "Dear reader,\n\n" + "These are words, and there are more of them.\n" * 80}


def edit(person, window, menu_at):
    """What any editor is for: typing, scrolling, selecting, copy and paste, menus."""
    person.see("started")
    person.key("ctrl+Home")
    person.type("Typed by a person. ")
    person.see("typed")
    person.wheel(300, 250, 5, window)
    person.see("scrolled")
    person.wheel(300, 250, -5, window)
    person.key("ctrl+Home", "shift+Down", "shift+Down", "ctrl+c", "ctrl+End", "ctrl+v")
    person.see("pasted")
    person.click(*menu_at, window)
    person.see("menu")
    person.key("Escape", "Escape")
    person.see("menu closed")
    person.resize(window, 600, 400)
    person.see("resized")


@program("mousepad", ["mousepad", "letter.txt"], ["mousepad"], files=LETTER, short=True)
def mousepad(person):
    edit(person, person.window("letter.txt"), (20, 12))


@program("copy-and-paste", ["sh", "-c", "xterm -T terminal -geometry 60x8+20+20 & "
                            "exec mousepad letter.txt"], ["mousepad", "xterm"],
         files={"letter.txt": "From the letter.\n"})
def copy_and_paste(person):
    editor, terminal = person.window("letter.txt"), person.window("terminal")
    person.run("xdotool", "windowmove", editor, "100", "300")
    person.rest()
    person.click(200, 200, editor)
    person.key("ctrl+a", "ctrl+c")
    person.rest()
    person.click(100, 50, terminal)
    person.type("cat > got\n")
    person.click(100, 50, terminal, button=2)  # the selection
    person.key("ctrl+d")
    person.file("got", lambda text: text == "From the letter.\n")
    person.see("pasted into the terminal")
    person.type("echo FromTheTerminal\n")
    person.rest()
    person.click(30, 51, terminal, times=2)  # a word
    person.rest()
    person.click(200, 200, editor)
    person.key("ctrl+End")
    person.click(200, 200, editor, button=2)
    person.see("pasted into the editor")
    person.key("ctrl+v", "ctrl+s")
    person.file("letter.txt", lambda text: text.count("From the letter.") == 2)
    person.see("pasted and saved")


@program("gedit", ["gedit", "letter.txt"], ["gedit"], files=LETTER)
def gedit(person):
    window = person.window("letter.txt")
    edit(person, window, (40, 25))
    person.key("ctrl+f")
    person.see("search bar")


# A caret that does not blink, which Qt 5 only learns from KDE's settings.
@program("featherpad", ["featherpad", "letter.txt"], ["featherpad"], short=True,
         files=LETTER | {".config/kdeglobals": "[KDE]\nCursorBlinkRate=0\n"},
         environment={"QT_QPA_PLATFORMTHEME": "kde", "KDE_SESSION_VERSION": "5"})
def featherpad(person):
    edit(person, person.window("letter.txt"), (20, 12))


@program("libreoffice-writer", ["libreoffice", "--writer", "--norestore", "--nologo", "letter.txt"],
         ["libreoffice-writer", "libreoffice-gtk3"], files=LETTER, patience=90)
def libreoffice_writer(person):
    window = person.window("letter.txt.*Writer")
    person.see("started")
    person.type("Typed by a person. ")
    person.see("typed")
    person.wheel(400, 400, 5, window)
    person.see("scrolled")
    person.click(20, 12, window)
    person.see("menu")
    person.key("Escape", "Escape")
    person.see("menu closed")
