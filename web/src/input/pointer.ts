// SPDX-License-Identifier: GPL-2.0-or-later
import type { Input } from "../core/input";
import type { Point } from "../windows/geometry";
import { buttonChanges } from "./buttons";
import { longPressMilliseconds, TouchGesture, type TouchOutcome } from "./touch";
import { WheelSteps } from "./wheel";

export interface PointerSurroundings {
  send(input: Input): void;
  scale(): number; // CSS pixels a pixel of the screen
  immersive(): boolean; // the whole screen is shown, and nothing of the page's own on it
  popupOpen(): boolean;
  takesTouch(surface: number): boolean; // by its fingers, not as a mouse's doing
  pressed(at: Point, touch: boolean): void; // on a surface or the background, in CSS pixels
}

// Mouse, pen, fingers and wheel in the room for the screen, where each surface's element has
// `data-surface`. Elements of the page's own (title bars) have `data-chrome`.
export class PointerInput {
  private readonly wheel = new WheelSteps();
  private readonly touch = new TouchGesture();
  private readonly controller = new AbortController();
  private buttons = 0; // as the last event of a mouse told them
  private readonly held = new Set<number>();
  private readonly fingers = new Map<number, HTMLElement>(); // on surfaces that take touches
  private last = "";
  private longPress: ReturnType<typeof setTimeout> | undefined;

  constructor(
    room: HTMLElement,
    private readonly screen: HTMLElement, // in the room; its corner is the screen's origin
    private readonly around: PointerSurroundings,
  ) {
    const { signal } = this.controller;
    const pointer = (event: PointerEvent): void => this.pointer(event);
    for (const type of ["pointerdown", "pointermove", "pointerup", "pointercancel"] as const)
      room.addEventListener(type, pointer, { signal });
    room.addEventListener("wheel", (event) => this.wheeled(event), { signal, passive: false });
    // The keyboard's element keeps the focus, and a browser's own menu stays away.
    room.addEventListener("mousedown", (event) => this.keepFocus(event), { signal });
    room.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
    room.addEventListener("auxclick", (event) => event.preventDefault(), { signal });
  }

  dispose(): void {
    clearTimeout(this.longPress);
    this.controller.abort();
  }

  private pointer(event: PointerEvent): void {
    const chrome = onChrome(event);
    if (event.type === "pointerdown") {
      // A press on a title bar closes a session's menu, as it does on any desktop.
      if (chrome && this.around.popupOpen()) this.clickOutside(event);
      if (!chrome) {
        this.around.pressed({ x: event.clientX, y: event.clientY }, event.pointerType === "touch");
        this.surfaceOf(event)?.setPointerCapture(event.pointerId);
      }
    }
    if (event.pointerType === "touch") return this.touched(event, chrome);
    if (chrome && this.buttons === 0) return;
    this.move(event);
    const buttons = event.type === "pointercancel" ? 0 : event.buttons;
    for (const { button, pressed } of buttonChanges(this.buttons, buttons))
      this.press(button, pressed);
    this.buttons = buttons;
  }

  // True where the finger is the session's own business.
  private passedOn(event: PointerEvent, chrome: boolean): boolean {
    const down = event.type === "pointerdown" && !chrome ? this.surfaceOf(event) : null;
    if (down && this.around.takesTouch(Number(down.dataset["surface"])))
      this.fingers.set(event.pointerId, down);
    const surface = this.fingers.get(event.pointerId);
    if (!surface) return false;
    const ends = event.type === "pointerup" || event.type === "pointercancel";
    if (ends) this.fingers.delete(event.pointerId);
    this.around.send({
      kind: "touch",
      finger: event.pointerId,
      phase: surface === down ? "begin" : ends ? "end" : "move",
      surface: Number(surface.dataset["surface"]),
      ...this.within(surface, event),
    });
    return true;
  }

  // In pixels of the session, from the element's corner.
  private within(element: HTMLElement, event: MouseEvent): Point {
    const { left, top } = element.getBoundingClientRect();
    const scale = this.around.scale();
    return {
      x: Math.floor((event.clientX - left) / scale),
      y: Math.floor((event.clientY - top) / scale),
    };
  }

  private touched(event: PointerEvent, chrome: boolean): void {
    if (this.passedOn(event, chrome)) return;
    if (chrome && event.type !== "pointerup" && event.type !== "pointercancel") return;
    const at = { x: event.clientX, y: event.clientY };
    const play = (outcomes: TouchOutcome[]): void =>
      outcomes.forEach((outcome) => this.play(outcome, event));
    switch (event.type) {
      case "pointerdown":
        play(this.touch.down(event.pointerId, at));
        clearTimeout(this.longPress);
        this.longPress = setTimeout(() => play(this.touch.waited()), longPressMilliseconds);
        return;
      case "pointermove":
        return play(this.touch.move(event.pointerId, at));
      case "pointerup":
        return play(this.touch.up(event.pointerId));
      default:
        return play(this.touch.cancel(event.pointerId));
    }
  }

  private play(outcome: TouchOutcome, event: PointerEvent): void {
    switch (outcome.kind) {
      case "move":
        return this.move(event);
      case "button":
        return this.press(outcome.button, outcome.pressed);
      case "scroll":
        return this.scroll(outcome.by.x, outcome.by.y, 0);
    }
  }

  private move(event: MouseEvent): void {
    // While a button is held, who gets the pointer is decided; and the window below it may be
    // under way, drawn by it, so only the place on the screen is sure.
    const onScreen = this.held.size > 0 || this.around.immersive();
    const surface = onScreen ? null : this.surfaceOf(event);
    const { x, y } = this.within(surface ?? this.screen, event);
    const id = Number(surface?.dataset["surface"] ?? 0);
    // What lies under a pointer that rests may change, but not while a button is held.
    const place = `${event.clientX} ${event.clientY} ${this.held.size > 0 ? "" : `${id} ${x} ${y}`}`;
    if (place === this.last || (this.held.size > 0 && this.last.startsWith(place))) return;
    this.last = place;
    this.around.send({ kind: "pointerMove", surface: id, x, y });
  }

  private press(button: number, pressed: boolean): void {
    if (pressed) this.held.add(button);
    else this.held.delete(button);
    this.around.send({ kind: "pointerButton", button, pressed });
  }

  private clickOutside(event: PointerEvent): void {
    const at = this.within(this.screen, event);
    this.around.send({ kind: "pointerMove", surface: 0, ...at });
    this.around.send({ kind: "pointerButton", button: 1, pressed: true });
    this.around.send({ kind: "pointerButton", button: 1, pressed: false });
    this.last = "";
  }

  private wheeled(event: WheelEvent): void {
    event.preventDefault(); // neither the page nor its zoom moves
    if (onChrome(event)) return;
    this.move(event);
    this.scroll(event.deltaX, event.deltaY, event.deltaMode);
  }

  private scroll(deltaX: number, deltaY: number, deltaMode: number): void {
    const units = this.wheel.add(deltaX, deltaY, deltaMode);
    if (units) this.around.send({ kind: "wheel", ...units });
  }

  private keepFocus(event: MouseEvent): void {
    if (!onChrome(event)) event.preventDefault();
  }

  private surfaceOf(event: MouseEvent): HTMLElement | null {
    return (event.target as Element).closest<HTMLElement>("[data-surface]");
  }
}

function onChrome(event: MouseEvent): boolean {
  return (event.target as Element).closest("[data-chrome]") !== null;
}
