#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What people do all day with programs, by mouse and keyboard in the Qt viewer, which stands on a
screen of their own (Xvfb, openbox): viewer_use.py BUILD [TEST…]"""

import os
import pathlib
import sys
import unittest

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "apps"), str(TESTS / "end_to_end")]

from matrix.person import Lost  # noqa: E402
from matrix.pictures import write_png  # noqa: E402
from support.desk import Desk  # noqa: E402

BUILD = pathlib.Path(sys.argv.pop(1))
PICTURES = os.environ.get("VITRINE_PICTURES")  # a folder for what was seen at each test's end

PAGE = """<title>ready</title><body style='margin:0;height:5000px;font:20px DejaVu Sans Mono'>
<p style='margin:0;height:40px'>words of a fox</p>
<textarea style='width:600px;height:200px' oninput='document.title="typed "+value'></textarea>
<script>onscroll=()=>document.title="at "+scrollY</script>"""
FOX = {
    "browser.aboutwelcome.enabled": "false", "browser.shell.checkDefaultBrowser": "false",
    "datareporting.policy.dataSubmissionEnabled": "false", "general.smoothScroll": "false",
    "ui.caretBlinkTime": "0", "ui.prefersReducedMotion": "1"}
FILE_MANAGER = ("[ui]\nwin_width=420\nwin_height=300\nmaximized=0\nview_mode=list\n"
                "show_statusbar=0\nside_pane_mode=hidden;places\n")


class Use:
    """In whichever way the viewer shows a session."""

    desktop = False
    failureException = Lost

    def setUp(self):
        self.desk = self.enterContext(Desk(BUILD, self.desktop))
        self.person = self.desk.person
        self.addCleanup(self.keep_picture)

    def keep_picture(self):
        if PICTURES:
            write_png(f"{PICTURES}/{self.id().removeprefix('__main__.')}.png",
                      self.desk.eyes.picture())

    def terminal(self, name, script="", geometry="60x10", title=None):
        """A terminal whose file of that name gets what is typed, unless there is another script;
        called like that too, until the script gives it a better title."""
        script = script or f"printf 'chosen words\\n'; stty -echo -icanon; cat > {name}"
        self.desk.start("xterm", "-T", name, "-geometry", geometry, "-e", "sh", "-c", script)
        return self.desk.window(f"^{title or name}$")

    def test_typing(self):
        """What a German's keyboard types, by dead keys too, arrives in a session that has another"""
        self.desk.run("setxkbmap", "de", environment=self.desk.around)
        self.terminal("letter").click(200, 60)
        self.person.type("Hallo, {Welt}! ~")
        self.person.key("ssharp", "EuroSign", "dead_acute", "e", "dead_circumflex", "A", "at")
        self.desk.holds("letter", "Hallo, {Welt}! ~ß€éÂ@")

    def test_keys(self):
        """Keys without text arrive, and one that is held repeats until it is let go"""
        self.terminal("keys").click(200, 60)
        self.person.key("Tab", "shift+Tab", "Escape", "Left", "F5", "BackSpace", "ctrl+a", "KP_Add")
        self.desk.holds("keys", "\t\x1b[Z\x1b\x1b[D\x1b[15~\x7f\x01+")
        self.person.hands("keydown", "r")
        self.person.file("keys", lambda text: text.endswith("rrrr"))
        self.person.hands("keyup", "r")
        self.person.key("period")
        self.person.file("keys", lambda text: text.endswith("r."))

    def test_wheel(self):
        """The wheel scrolls a terminal's lines, five a click, there and back"""
        lines = self.terminal("lines", "seq 1000 1200; exec cat", "20x20")
        bottom, five = lines.picture, 5 * 13
        def moved(down):
            now = self.desk.window("^lines$").picture
            kept = (now.width, now.height - down - five)  # the first line's neighbour is the border
            return now.part(0, down + five, *kept) == bottom.part(0, five, *kept)
        lines.wheel(60, 60, -2)
        self.person.until(lambda: moved(2 * five), "it did not scroll up")
        lines.wheel(60, 60, 1)
        self.person.until(lambda: moved(five), "it did not scroll down")

    def test_selection(self):
        """What the mouse selects in one terminal goes into another by the middle button"""
        source = self.terminal("source", "printf 'chosen words\\n'; exec cat", "40x5-0-0")
        target = self.terminal("target")
        source.drag((2, 9), source.at(50, 9))
        target.click(100, 80, button=2)
        self.desk.holds("target", "chosen w")

    def test_clipboard(self):
        """What is copied on the person's own screen is there in the session, and the other way"""
        self.terminal("pasted").click(200, 60)
        self.desk.run("xsel", "--clipboard", given="from outside: 梨", environment=self.desk.around)
        self.person.key("shift+Insert")
        self.desk.holds("pasted", "from outside: 梨")
        self.desk.run("xsel", "--clipboard", given="from inside: ½")
        def outside():  # the old owner may end and leave a question unanswered
            return self.desk.run("xsel", "--clipboard", "--output", "--selectionTimeout", "1000",
                                 environment=self.desk.around)
        self.person.until(lambda: outside() == "from inside: ½", "what was copied did not come out")

    def test_primary(self):
        """What is selected on the person's own screen goes in by the middle button, and what is in
        the session comes out"""
        target = self.terminal("target")
        self.desk.run("xsel", "--primary", given="from outside: 梨", environment=self.desk.around)
        def pasted():  # what is selected takes a moment to arrive, and may be there already
            target.click(100, 80, button=2)
            return "from outside: 梨" in (self.desk.home / "target").read_text(encoding="utf-8")
        self.person.until(pasted, "what was selected did not come in")
        def outside():
            return self.desk.run("xsel", "--primary", "--output", "--selectionTimeout", "1000",
                                 environment=self.desk.around)
        target.click(30, 9, times=2)
        self.person.until(lambda: outside() == "chosen", "what was selected did not come out")
        self.desk.run("xsel", "--primary", given="once more", environment=self.desk.around)
        self.person.until(lambda: self.desk.run("xsel", "--primary", "--output") == "once more",
                          "what was selected did not come in again")

    def test_firefox(self):
        """Firefox copies to a terminal and from it, by both selections, and scrolls"""
        self.desk.put("page.html", PAGE)
        self.desk.put("profile/user.js",
                      "".join(f'user_pref("{name}", {value});\n' for name, value in FOX.items()))
        self.desk.start("firefox-esr", "--profile", "profile", "--no-remote", "--width", 700,
                        "--height", 600, "page.html")
        fox = self.desk.window("^ready.*Firefox")
        terminal = self.terminal("pasted", geometry="40x5-0-0")
        self.person.rest()
        fox.click(40, 105, times=2)
        self.person.rest()
        terminal.click(30, 40, button=2)
        self.desk.holds("pasted", "words")
        terminal.click(30, 9, times=2)
        fox.click(100, 200, button=2)
        self.desk.window("^typed chosen .*Firefox")
        self.person.key("ctrl+a", "ctrl+x")
        self.desk.window("^typed — Mozilla")
        self.desk.run("xsel", "--clipboard", given="by the clipboard")
        self.person.key("ctrl+v")
        self.desk.window("^typed by the clipboard .*Firefox")
        fox.wheel(300, 500, 3)
        self.desk.window(r"^at \d+ .*Firefox")

    def test_dragging(self):
        """A file is dragged from one file manager to another"""
        for name in ("one", "two", "run2"):
            (self.desk.home / name).mkdir(mode=0o700)
        self.desk.put("one/letter.txt", "dear reader\n")
        self.desk.put(".config/pcmanfm/default/pcmanfm.conf", FILE_MANAGER)
        self.desk.start("pcmanfm", "one")
        one = self.desk.window("^one$")
        self.desk.start("env", "XDG_RUNTIME_DIR=run2", "pcmanfm", "two")
        two = self.desk.window("^two$")
        self.person.rest()
        one.drag((60, 105), two.at(200, 200))
        self.desk.holds("two/letter.txt", "dear reader\n")

    def test_cursor(self):
        """The pointer looks as the program says"""
        self.desk.start("xterm", "-T", "text", "-sb", "-e", "cat")
        window = self.desk.window("^text$")
        def seen(other_than=None):
            look = self.desk.eyes.cursor()
            return look == self.desk.inner_eyes.cursor() and look != other_than and look
        outside = self.desk.eyes.cursor()
        self.person.move(*window.at(200, 60))
        of_text = self.person.until(lambda: seen(outside), "the pointer looks otherwise")
        self.person.move(*window.at(5, 60))
        self.person.until(lambda: seen(of_text), "the pointer looks otherwise at the scrollbar")


class Windows(Use, unittest.TestCase):
    """Each window of the session is a native one"""

    def test_native_window(self):
        """A window has its program's title and icon, gives it its size, and asks it to end"""
        self.desk.start("pcmanfm", "--no-desktop", ".")
        native = self.person.window(f"^{self.desk.home.name}$")
        self.assertIn("Icon (", self.desk.run("xprop", "-id", native, "_NET_WM_ICON",
                                              environment=self.desk.around))
        self.terminal("named", "printf '\\033]2;better named\\007'; exec cat", title="better named")
        native = self.person.window("^better named$", "vitrine")
        self.person.resize(native, 300, 200)
        seen = self.desk.window("^better named$").picture
        border = 1  # xterm's own
        self.assertEqual((seen.width + 2 * border, seen.height + 2 * border),
                         self.person.place(native)[2:])
        self.person.key("alt+F4")
        self.person.gone("^better named$")
        self.assertEqual([], [window for window in self.desk.inner_eyes.windows()
                              if window.name == "better named"])


class Desktop(Use, unittest.TestCase):
    """All windows of the session in one of the viewer"""

    desktop = True

    def test_title_bar(self):
        """A title bar moves its window, makes it as large as the screen and as it was, and ends it"""
        window = self.terminal("moved")
        bar, size = (60, -12), window.picture.width
        window.drag(bar, window.at(130, 58))
        moved = self.desk.window("^moved$")
        self.assertEqual(moved.at(0, 0), window.at(70, 70))
        moved.click(*bar, times=2)
        self.person.until(lambda: self.desk.window("^moved$").picture.width > 1000, "it stayed small")
        self.desk.window("^moved$").click(*bar, times=2)
        self.person.until(lambda: self.desk.window("^moved$").picture.width == size, "it stayed large")
        self.desk.window("^moved$").click(size - 14, -12)
        self.person.until(lambda: not any(window.name == "moved"
                                          for window in self.desk.inner_eyes.windows()),
                          "it did not end")

    def test_size(self):
        """The session's screen follows the size of the viewer's window"""
        self.person.resize(self.person.window("desktop", "vitrine"), 700, 500)
        self.person.until(lambda: self.desk.inner_eyes.picture().width == 700,
                          "the session's screen stayed large")
        self.terminal("corner", geometry="20x5-0-0")


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
