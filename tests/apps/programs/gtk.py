# SPDX-License-Identifier: GPL-2.0-or-later
from matrix.program import program


@program("galculator", ["galculator"], ["galculator"])
def galculator(person):
    window = person.window(kind="galculator")
    person.see("started")
    person.type("12*34=")
    person.see("calculated")
    person.click(20, 12, person.window(kind="galculator"))
    person.see("menu")
    person.key("Escape")
    person.resize(window, 500, 400)
    person.see("resized")


@program("pcmanfm", ["pcmanfm", "--no-desktop", "."], ["pcmanfm"],
         files={f"{name}.txt": name for name in ("one", "two", "three")})
def pcmanfm(person):
    window = person.window("vitrine-apps-home")
    left, top, width, height = person.place(window)
    person.ignore("free space on the disk", left + width // 2, top + height - 24, width // 2, 24)
    person.see("started")
    person.key("ctrl+2")
    person.see("compact view")
    person.click(400, 300, window, button=3)
    person.see("context menu")
    person.key("Escape")
    person.see("menu closed")


@program("pcmanfm-drag", ["pcmanfm", "--no-desktop", "."], ["pcmanfm"],
         files={"one.txt": "one", "to/two.txt": "two"})
def pcmanfm_drag(person):
    source = person.window("vitrine-apps-home")
    person.run("pcmanfm", "--new-win", "to")  # asks the one that runs
    target = person.window("^to$")
    for window, left in ((source, 20), (target, 660)):
        person.run("xdotool", "windowsize", window, "600", "400", "windowmove", window, str(left), "60")
    for window in (source, target):
        left, top, width, height = person.place(window)
        person.ignore(f"free space on the disk, at {left}", left + width // 2, top + height - 24,
                      width // 2, 24)
    person.see("two windows")
    left, top, _, _ = person.place(source)
    item = left + 300, top + 96
    left, top, width, height = person.place(target)
    person.drag(item, (left + width - 100, top + height - 100), steps=20)
    person.file("to/one.txt", lambda text: text == "one")
    person.see("dropped")


PAGE = """%!PS-Adobe-3.0
/Times-Roman findfont 40 scalefont setfont
100 600 moveto (A page to look at) show
100 500 400 60 rectstroke newpath 0.5 setgray 300 300 120 0 360 arc fill showpage
"""


@program("evince", ["evince", "page.ps"], ["evince"], files={"page.ps": PAGE})
def evince(person):
    window = person.window("page.ps")
    person.see("started")
    person.key("ctrl+plus", "ctrl+plus")
    person.see("enlarged")
    person.resize(window, 700, 600)
    person.see("resized")


@program("gtk3-demo", ["gtk3-demo"], ["gtk-3-examples"], short=True)
def gtk3_demo(person):
    window = person.window("GTK. Code Demos|Application Class")
    person.see("started")
    person.key("Down", "Down", "Down")
    person.see("another demo")
    person.wheel(100, 300, 6, window)
    person.see("scrolled")
    person.key("Home", "Down", "Return")
    person.window("Page 1")
    person.see("an assistant")


@program("gtk3-widget-factory", ["gtk3-widget-factory"], ["gtk-3-examples"])
def gtk3_widget_factory(person):
    window = person.window(kind="gtk3-widget-factory")
    left, top, width, _ = person.place(window)
    person.ignore("a bar that runs to and fro", left, top + 90, width, 14)
    person.see("started")
    person.key("Tab", "Tab", "space")
    person.see("keys")
    person.resize(window, 1500, 900)
    person.see("resized")


@program("gtk4-demo", ["gtk4-demo"], ["gtk-4-examples"], environment={"GSK_RENDERER": "cairo"})
def gtk4_demo(person):
    window = person.window("GTK Demo")
    person.see("started")
    person.key("Down", "Down", "Down")
    person.see("another demo")
    person.resize(window, 900, 650)
    person.see("resized")
    person.key("Home", "Down", "Down", "Return")
    person.window("Page 1")
    person.see("an assistant")


@program("gimp", ["gimp", "--no-splash", "--new-instance"], ["gimp"], patience=120)
def gimp(person):
    window = person.window("GNU Image Manipulation Program")
    person.see("started")
    person.key("ctrl+n")
    person.window("Create a New Image")
    person.see("dialog")
    person.key("Return")
    person.see("image")
    left, top, _, _ = person.place(window)
    person.ignore("the picture's icon in the title, which comes late", left, top - 20, 22, 20)
    person.key("p")
    person.click(400, 300, window)
    person.rest()
    person.run("xdotool", "keydown", "shift")
    person.click(700, 450, window)
    person.run("xdotool", "keyup", "shift")
    person.see("a line painted")
    person.click(20, 10, window)
    person.see("menu")
    person.key("Escape")


DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">
<defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/>
</linearGradient></defs>
<rect x="40" y="40" width="150" height="100" fill="url(#g)" stroke="black" stroke-width="4"/>
<circle cx="280" cy="160" r="70" fill="green" fill-opacity="0.5"/>
<text x="60" y="240" font-size="40">Some words</text></svg>
"""


@program("inkscape", ["inkscape", "drawing.svg"], ["inkscape"], patience=120,
         files={"drawing.svg": DRAWING})
def inkscape(person):
    window = person.window("drawing.svg")
    person.see("started")
    person.key("r")
    person.drag((400, 500), (600, 560), window)
    person.see("a rectangle drawn")
    person.key("ctrl+a")
    person.see("all selected")
    person.key("alt+f")
    person.see("menu")
    person.key("Escape")


FORM = """<p><input id=i placeholder="type here"> <select><option>one<option>two<option>three</select>
<input type=checkbox> <input type=radio> <input type=range> <button>Press</button>
<p style="background: linear-gradient(90deg, #fc8, #8cf); border-radius: 12px; padding: 9px;
 box-shadow: 3px 3px 6px gray; opacity: 0.9">a rounded <b>box</b> of <i>words</i></p>"""
PAGE_OF_WORDS = ("<title>page</title><h1>A page</h1>" + FORM + "<p>Words upon words.</p>" * 60)


@program("firefox-esr", ["firefox-esr", "--no-remote", "--profile", "{home}/profile",
                         "page.html"], ["firefox-esr"], patience=120,
         files={"page.html": PAGE_OF_WORDS,
                "profile/user.js":
                    'user_pref("browser.aboutwelcome.enabled", false);\n'
                    'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n'
                    'user_pref("datareporting.policy.firstRunURL", "");\n'
                    'user_pref("general.smoothScroll", false);\n'
                    'user_pref("ui.caretBlinkTime", 0);\n'
                    'user_pref("ui.useOverlayScrollbars", 0);\n'
                    'user_pref("browser.shell.checkDefaultBrowser", false);\n'
                    'user_pref("ui.prefersReducedMotion", 1);\n'
                    'user_pref("browser.tabs.firefox-view", false);\n'
                    'user_pref("trailhead.firstrun.didSeeAboutWelcome", true);\n'})
def firefox(person):
    browse(person, person.window("page.*Firefox"))
    person.see("menu closed")


@program("chromium", ["chromium", "--no-sandbox", "--no-first-run", "--disable-gpu",
                      "--disable-background-networking", "--disable-component-update",
                      "--disable-sync", "--password-store=basic", "page.html"],
         ["chromium"], patience=120,
         files={"page.html": PAGE_OF_WORDS})
def chromium(person):
    browse(person, person.window("page.*Chromium"))


def browse(person, window):
    person.see("started")
    person.key("Tab")
    person.type("typed")
    person.see("typed")
    person.key("Tab", "alt+Down")
    person.see("choices")
    person.key("Down", "Return")
    person.see("chosen")
    person.wheel(400, 400, 5, window)
    person.see("scrolled")
    person.key("ctrl+f")
    person.see("a bar to find things")
    person.type("Words")
    person.see("found")
    person.click(300, 300, window)  # nothing is selected any more: nothing to copy in the menu
    person.rest()
    person.click(300, 300, window, button=3)
    person.see("context menu")
    person.key("Escape", "Escape")
