# SPDX-License-Identifier: GPL-2.0-or-later
"""Pictures of a screen: compared pixel by pixel, written as PNG."""

import dataclasses
import struct
import zlib


@dataclasses.dataclass
class Picture:
    width: int
    height: int
    pixels: bytearray  # B, G, R, 0 for each, rows unpadded

    def row(self, y):
        return memoryview(self.pixels)[y * self.width * 4:(y + 1) * self.width * 4]

    def part(self, left, top, width, height):
        """As much of this rectangle as there is."""
        left, right = max(left, 0), min(left + width, self.width)
        rows = [self.row(y)[left * 4:right * 4]
                for y in range(max(top, 0), min(top + height, self.height))]
        return Picture(right - left, len(rows), bytearray(b"".join(rows)))

    def find(self, part):
        """Where it stands in this picture, pixel for pixel: (left, top), or None."""
        def stands(left, top):
            return 0 <= left <= self.width - part.width and 0 <= top and all(
                self.row(top + y)[left * 4:(left + part.width) * 4] == part.row(y)
                for y in range(part.height))
        # The row to look for is the one least likely to be found where it does not belong.
        rare = max(range(part.height), key=lambda y: len(set(part.row(y).cast("I"))), default=0)
        at = self.pixels.find(part.row(rare))
        while at >= 0:
            top, left = divmod(at // 4, self.width)
            if at % 4 == 0 and top - rare <= self.height - part.height and stands(left, top - rare):
                return left, top - rare
            at = self.pixels.find(part.row(rare), at + 1)
        return None

    def blank(self, left, top, width, height):
        """Forgets a region: what lies there may differ."""
        left, right = max(left, 0), min(left + width, self.width)
        for y in range(max(top, 0), min(top + height, self.height)):
            if right > left:
                self.row(y)[left * 4:right * 4] = bytes((right - left) * 4)


def compare(one, other):
    """None where they are equal; else a sentence."""
    if (one.width, one.height) != (other.width, other.height):
        return f"{one.width}x{one.height} against {other.width}x{other.height}"
    count, left, right, top, bottom = 0, one.width, 0, one.height, 0
    for y in range(one.height):
        if one.row(y) == other.row(y):
            continue
        pairs = zip(one.row(y).cast("I"), other.row(y).cast("I"))
        columns = [x for x, (a, b) in enumerate(pairs) if a != b]
        count += len(columns)
        left, right = min(left, columns[0]), max(right, columns[-1] + 1)
        top, bottom = min(top, y), y + 1
    if not count:
        return None
    return f"{count} pixels differ in {right - left}x{bottom - top}+{left}+{top}"


def write_difference(path, vitrine, xvfb):
    """Three pictures: NAME.vitrine.png, NAME.xvfb.png, and NAME.difference.png where they can be
    laid on one another."""
    write_png(f"{path}.vitrine.png", vitrine)
    write_png(f"{path}.xvfb.png", xvfb)
    if (vitrine.width, vitrine.height) != (xvfb.width, xvfb.height):
        return
    both = Picture(vitrine.width, vitrine.height, bytearray(len(vitrine.pixels)))
    for y in range(both.height):
        if vitrine.row(y) == xvfb.row(y):
            continue
        row = both.row(y).cast("I")
        for x, (a, b) in enumerate(zip(vitrine.row(y).cast("I"), xvfb.row(y).cast("I"))):
            if a != b:
                row[x] = 0xffffff
    write_png(f"{path}.difference.png", both)


def write_png(path, picture):
    def chunk(kind, content):
        return (struct.pack(">I", len(content)) + kind + content
                + struct.pack(">I", zlib.crc32(kind + content)))

    count = picture.width * picture.height
    rgb = bytearray(count * 3)
    rgb[0::3], rgb[1::3], rgb[2::3] = (picture.pixels[2::4], picture.pixels[1::4],
                                       picture.pixels[0::4])
    line = picture.width * 3
    rows = b"".join(b"\0" + rgb[y * line:(y + 1) * line] for y in range(picture.height))
    header = struct.pack(">IIBBBBB", picture.width, picture.height, 8, 2, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                   + chunk(b"IDAT", zlib.compress(rows, 3)) + chunk(b"IEND", b""))
