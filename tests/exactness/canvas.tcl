# SPDX-License-Identifier: GPL-2.0-or-later
# At the first touch of the pointer, two seconds of everything a Tk canvas draws: lines of all kinds, arcs, polygons, text, stipples,
# images; then a last picture that stays.
expr {srand(7)}
canvas .c -width 480 -height 320 -background white -highlightthickness 0
label .l -text "frame" -relief ridge -borderwidth 3
pack .l -fill x
pack .c
proc any {most} { expr {int(rand() * $most)} }
proc at {} { list [any 480] [any 320] }
proc color {} { format "#%02x%02x%02x" [any 256] [any 256] [any 256] }

image create photo pattern -width 24 -height 24
for {set y 0} {$y < 24} {incr y} {
    for {set x 0} {$x < 24} {incr x} { pattern put [color] -to $x $y }
}
for {set i 0} {$i < 12} {incr i} {
    .c create line {*}[at] {*}[at] {*}[at] -width [any 9] -fill [color] -tags moving \
        -capstyle [lindex {butt projecting round} [any 3]] -joinstyle [lindex {bevel miter round} [any 3]]
    .c create line {*}[at] {*}[at] -dash {6 3 1 3} -fill [color] -arrow both -tags moving
    .c create line {*}[at] {*}[at] {*}[at] {*}[at] -smooth 1 -fill [color] -tags moving
    .c create oval {*}[at] {*}[at] -outline [color] -width [any 5] -tags moving
    .c create arc {*}[at] {*}[at] -start [any 360] -extent [any 360] -fill [color] \
        -style [lindex {pieslice chord arc} [any 3]] -tags moving
    .c create polygon {*}[at] {*}[at] {*}[at] {*}[at] -fill [color] -outline black \
        -stipple [lindex {gray12 gray25 gray50 gray75} [any 4]] -tags moving
    .c create rectangle {*}[at] {*}[at] -outline [color] -tags moving
    .c create text {*}[at] -text "item $i" -fill [color] -tags moving
    .c create image {*}[at] -image pattern -tags moving
    .c create bitmap {*}[at] -bitmap [lindex {error hourglass info questhead} [any 4]] \
        -foreground [color] -tags moving
}
proc step {n} {
    .l configure -text "frame $n"
    foreach item [.c find withtag moving] { .c move $item [expr {[any 7] - 3}] [expr {[any 7] - 3}] }
    if {$n % 10 == 0} { .c raise [lindex [.c find withtag moving] [any 40]] }
    if {$n < 60} { after 30 [list step [expr {$n + 1}]] }
}
# It begins when somebody is there to see it.
bind .c <Motion> { bind .c <Motion> {}; step 1 }
