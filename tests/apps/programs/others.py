# SPDX-License-Identifier: GPL-2.0-or-later
from matrix.program import program


@program("kcalc", ["kcalc"], ["kcalc"])
def kcalc(person):
    window = person.window("kcalc|KCalc")
    person.see("started")
    person.type("12*34\n")
    person.see("calculated")
    person.click(20, 12, window)
    person.see("menu")
    person.key("Escape")


@program("qt6-widgets", ["/usr/bin/python3", "{apps}/examples/qt6_widgets.py"], ["python3-pyqt6"])
def qt6_widgets(person):
    window = person.window("Widgets")
    person.see("started")
    person.type("hello")
    person.see("typed")
    person.key("Tab", "Tab", "space")
    person.see("keys")
    person.resize(window, 600, 500)
    person.see("resized")


@program("qt6-quick", ["/usr/bin/python3", "{apps}/examples/qt6_quick.py"],
         ["python3-pyqt6", "python3-pyqt6.qtquick", "qml6-module-qtquick",
          "qml6-module-qtquick-window", "qml6-module-qtqml-workerscript"],
         environment={"QT_QUICK_BACKEND": "software"})
def qt6_quick(person):
    window = person.window("Quick")
    person.see("started")
    person.click(100, 100, window)
    person.see("clicked")


@program("swing", ["java", "{apps}/examples/Swing.java"], ["default-jdk"], patience=60)
def swing(person):
    window = person.window("Swing")
    person.see("started")
    person.type("hello")
    person.see("typed")
    person.resize(window, 500, 400)
    person.see("resized")


@program("mpv", ["mpv", "--vo=x11", "--no-osc", "--osd-level=0", "--pause", "--force-window",
                 "--title=film", "av://lavfi:testsrc=size=480x270:rate=10"], ["mpv"])
def mpv(person):
    window = person.window("film")
    person.see("started")
    person.resize(window, 640, 360)
    person.see("resized")


@program("sdl2", ["/usr/bin/python3", "{apps}/examples/sdl2_shapes.py"], ["libsdl2-2.0-0"])
def sdl2(person):
    person.window("SDL")
    person.see("drawn")


@program("glxgears", ["glxgears", "-geometry", "300x300+100+100"], ["mesa-utils"])
def glxgears(person):
    window = person.window("glxgears")
    person.ignore("the gears", *person.place(window))
    person.see("turning")
    first = person.eyes.picture().pixels
    person.until(lambda: person.differs(first), "the gears do not turn")


@program("xfce4-session", ["xfce4-session"], ["xfce4", "xfce4-session"], manager=[], patience=90)
def xfce4_session(person):
    person.window(kind="xfdesktop|Desktop")
    person.window(kind="xfce4-panel")
    person.ignore("the panel's clock", 1000, 0, 280, 40)
    person.see("started")
    person.click(500, 400, button=3)
    person.see("desktop menu")
    person.key("Escape")
