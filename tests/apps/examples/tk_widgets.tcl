# SPDX-License-Identifier: GPL-2.0-or-later
# Tk's widgets, old and themed, with a menu, a dialog, and shapes of every kind on a canvas.
wm title . "Widgets of Tk"
. configure -menu [menu .bar -tearoff 0]
.bar add cascade -label File -underline 0 -menu [menu .bar.file -tearoff 0]
.bar.file add command -label "Ask…" -command {
    tk_messageBox -title Question -message "Is this a dialog?" -type yesno -icon question
}
.bar.file add checkbutton -label "Checked" -variable checked
.bar.file add separator
.bar.file add cascade -label "More" -menu [menu .bar.file.more -tearoff 0]
.bar.file.more add radiobutton -label "One" -variable one -value 1
.bar.file.more add radiobutton -label "Two" -variable one -value 2

frame .left
text .left.text -width 34 -height 12 -insertofftime 0 -wrap word -font {Times 12}
.left.text insert end "Text in several fonts:\n" {} "bold, " b "slanted, " i "raised, " r \
    "underlined\nand on a ground of its own.\n" u
.left.text tag configure b -font {Times 12 bold}
.left.text tag configure i -font {Times 12 italic}
.left.text tag configure r -relief raised -borderwidth 2
.left.text tag configure u -underline 1 -background #ffe0a0
listbox .left.list -height 5
for {set i 1} {$i <= 40} {incr i} {.left.list insert end "Item $i"}
pack .left.text .left.list -fill both -expand 1

ttk::notebook .book
ttk::frame .book.one -padding 8
ttk::entry .book.one.entry
ttk::combobox .book.one.combo -values {red green blue}
ttk::checkbutton .book.one.check -text "A check" -variable checked
ttk::progressbar .book.one.bar -value 40
ttk::scale .book.one.scale -value 0.3
scale .book.one.old -from 0 -to 10 -orient horizontal -tickinterval 5
button .book.one.button -text "Press" -command {set pressed 1}
pack {*}[winfo children .book.one] -fill x -pady 3
.book add .book.one -text Controls

canvas .book.shapes -width 300 -height 220 -background white
.book.shapes create arc 10 10 90 90 -start 30 -extent 200 -fill orange -width 3
.book.shapes create arc 100 10 180 90 -start 0 -extent 120 -style chord -fill gray -stipple gray25
.book.shapes create polygon 200 20 280 60 210 90 -fill green -outline black -smooth 1 -width 2
.book.shapes create line 10 110 80 200 150 110 -width 9 -joinstyle round -capstyle round -fill navy
.book.shapes create line 160 110 200 200 290 120 -dash {6 3 1 3} -arrow both -width 2
.book.shapes create oval 170 150 280 210 -outline red -width 4 -dash {12 4}
.book.shapes create bitmap 120 180 -bitmap question -foreground red
.book.shapes create text 80 215 -text "turned" -angle 20
.book add .book.shapes -text Shapes
pack .left .book -side left -fill both -expand 1
