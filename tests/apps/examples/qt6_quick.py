# SPDX-License-Identifier: GPL-2.0-or-later
"""A Qt Quick scene: rectangles, text, a rotation, something to click."""

import sys

from PyQt6.QtGui import QGuiApplication
from PyQt6.QtQml import QQmlApplicationEngine

SCENE = b"""
import QtQuick
Window {
    visible: true; width: 400; height: 300; title: "Quick"; color: "white"
    Rectangle {
        id: box; x: 50; y: 50; width: 120; height: 120; radius: 16; rotation: 20; antialiasing: true
        gradient: Gradient {
            GradientStop { position: 0; color: "steelblue" }
            GradientStop { position: 1; color: "navy" }
        }
        MouseArea { anchors.fill: parent; onClicked: box.rotation += 45 }
    }
    Text { x: 200; y: 200; text: "Qt Quick"; font.pixelSize: 28; font.family: "DejaVu Sans" }
}
"""
application = QGuiApplication(sys.argv)
engine = QQmlApplicationEngine()
engine.loadData(SCENE)
sys.exit(application.exec() if engine.rootObjects() else 1)
