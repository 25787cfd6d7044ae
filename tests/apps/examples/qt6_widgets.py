# SPDX-License-Identifier: GPL-2.0-or-later
"""One of most of Qt's widgets."""

import sys

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (QApplication, QCheckBox, QComboBox, QDial, QFormLayout, QLineEdit,
                             QMainWindow, QProgressBar, QPushButton, QRadioButton, QSlider, QSpinBox,
                             QTabWidget, QTreeWidget, QTreeWidgetItem, QWidget)

application = QApplication(sys.argv)
application.setCursorFlashTime(0)
form = QWidget()
layout = QFormLayout(form)
slider = QSlider(Qt.Orientation.Horizontal)
progress = QProgressBar()
slider.valueChanged.connect(progress.setValue)
slider.setValue(40)
tree = QTreeWidget()
tree.setHeaderLabels(["name", "size"])
for name in ("one", "two", "three"):
    tree.addTopLevelItem(QTreeWidgetItem([name, "1"]))
combo = QComboBox()
combo.addItems(["red", "green", "blue"])
for label, widget in (("text", QLineEdit()), ("check", QCheckBox("yes")),
                      ("radio", QRadioButton("maybe")), ("number", QSpinBox()), ("choice", combo),
                      ("slider", slider), ("progress", progress), ("dial", QDial()), ("tree", tree),
                      ("button", QPushButton("press"))):
    layout.addRow(label, widget)
tabs = QTabWidget()
tabs.addTab(form, "Form")
tabs.addTab(QWidget(), "Empty")
window = QMainWindow()
window.setWindowTitle("Widgets")
window.menuBar().addMenu("&File").addAction("Quit")
window.setCentralWidget(tabs)
window.resize(480, 560)
window.show()
sys.exit(application.exec())
