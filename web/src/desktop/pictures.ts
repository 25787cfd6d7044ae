// SPDX-License-Identifier: GPL-2.0-or-later
import type { CursorPicture, Picture } from "../core/events";

// The address of a picture for <img> and `url(…)`; at once, as cursors must not flicker.
export function pictureAddress(picture: Picture): string {
  const canvas = document.createElement("canvas");
  canvas.width = picture.width;
  canvas.height = picture.height;
  const context = canvas.getContext("2d");
  if (!context || picture.width === 0 || picture.height === 0) return "";
  context.putImageData(new ImageData(picture.pixels, picture.width, picture.height), 0, 0);
  return canvas.toDataURL();
}

const largestCursor = 128; // browsers refuse larger ones

const remembered = new Map<number, string>();

// A session's cursor as a value of CSS's `cursor`; null hides it.
export function cursorStyle(cursor: CursorPicture | null): string {
  if (cursor === null) return "none";
  if (cursor.width > largestCursor || cursor.height > largestCursor) return "default";
  let style = remembered.get(cursor.id);
  if (style === undefined) {
    const { x, y } = cursor.hotspot;
    const address = pictureAddress(cursor);
    style = address === "" ? "none" : `url("${address}") ${x} ${y}, default`;
    if (remembered.size > 200) remembered.clear();
    remembered.set(cursor.id, style);
  }
  return style;
}
