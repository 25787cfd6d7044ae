// SPDX-License-Identifier: GPL-2.0-or-later
import type { Point, Rect, Size } from "../windows/geometry";
import type { CoreEvent, CursorPicture, Picture } from "./events";
import { surfaceRoles, type Surface } from "./surface";

// Reads the records that the wasm core writes; web/core/core.cpp describes them. They come from our
// own code, so a record that makes no sense is a fault of ours and throws.
export function readEvents(bytes: Uint8Array): CoreEvent[] {
  const reader = new Reader(bytes);
  const events: CoreEvent[] = [];
  while (!reader.atEnd()) {
    const kind = reader.unsigned();
    const end = reader.unsigned() + reader.position;
    events.push(readEvent(kind, reader));
    if (reader.position !== end) throw new Error(`the core's event ${kind} has another size`);
  }
  return events;
}

function readEvent(kind: number, from: Reader): CoreEvent {
  switch (kind) {
    case 1: {
      from.unsigned(); // the protocol's version, which the core has checked
      const screen = from.size();
      const desktop = from.boolean();
      return { kind: "welcomed", welcome: { screen, desktop, sessionName: from.text() } };
    }
    case 2:
      return { kind: "surfaceChanged", surface: readSurface(from) };
    case 3:
      return { kind: "surfaceDropped", id: from.unsigned() };
    case 4:
      return { kind: "surfaceDamaged", id: from.unsigned(), rect: from.rect() };
    case 5:
      return { kind: "iconChanged", id: from.unsigned(), icon: from.picture() };
    case 6:
      return { kind: "restacked", ids: from.list(() => from.unsigned()) };
    case 7:
      return { kind: "cursorShown", cursor: readCursor(from) };
    case 8:
      return { kind: "pointerWarped", position: from.point() };
    case 9:
      return { kind: "clipboardChanged", text: from.text() };
    case 10:
      return { kind: "bellRang", percent: from.signed() };
    case 11:
      return { kind: "frameEnded", number: from.unsigned(), milliseconds: from.unsigned() };
    case 12: {
      const number = from.unsigned();
      const underWay = from.boolean();
      const launch = { number, title: from.text(), application: from.text() };
      return { kind: "launchChanged", launch, underWay };
    }
    default:
      throw new Error(`the core told event ${kind}, which this page does not know`);
  }
}

function readSurface(from: Reader): Surface {
  return {
    id: from.unsigned(),
    size: from.size(),
    depth: from.unsigned(),
    position: from.point(),
    role: surfaceRoles[from.unsigned()] ?? "normal",
    parent: from.unsigned(),
    states: from.unsigned(),
    abilities: from.unsigned(),
    decorated: from.boolean(),
    minimumSize: from.size(),
    maximumSize: from.size(),
    sizeIncrement: from.size(),
    title: from.text(),
    application: from.text(),
    shape: from.list(() => from.rect()),
  };
}

function readCursor(from: Reader): CursorPicture | null {
  const id = from.unsigned();
  const hotspot = from.point();
  const picture = from.picture();
  return id === 0 ? null : { ...picture, id, hotspot };
}

class Reader {
  position = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  atEnd(): boolean {
    return this.position >= this.bytes.byteLength;
  }

  unsigned(): number {
    const value = this.view.getUint32(this.position, true);
    this.position += 4;
    return value;
  }

  signed(): number {
    return this.unsigned() | 0;
  }

  boolean(): boolean {
    return this.unsigned() !== 0;
  }

  point(): Point {
    return { x: this.signed(), y: this.signed() };
  }

  size(): Size {
    return { width: this.signed(), height: this.signed() };
  }

  rect(): Rect {
    return { ...this.point(), ...this.size() };
  }

  text(): string {
    const length = this.unsigned();
    const text = new TextDecoder().decode(this.taken(length).slice());
    this.position = (this.position + 3) & ~3;
    return text;
  }

  picture(): Picture {
    const size = this.size();
    const pixels = new Uint8ClampedArray(this.taken(size.width * size.height * 4));
    return { ...size, pixels };
  }

  list<Element>(element: () => Element): Element[] {
    return Array.from({ length: this.unsigned() }, element);
  }

  private taken(length: number): Uint8Array {
    if (length > this.bytes.byteLength - this.position)
      throw new Error("the core's events end early");
    const start = this.position;
    this.position += length;
    return this.bytes.subarray(start, this.position);
  }
}
