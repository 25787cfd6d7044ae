// SPDX-License-Identifier: GPL-2.0-or-later
import type { Input } from "../core/input";
import { linuxCode } from "./key_codes";
import { keysymOfCharacter, keysymOfKey } from "./keysyms";

export interface KeyboardSurroundings {
  send(input: Input): void;
  // Takes a chord that is meant for the page; true where it was one.
  chord(event: KeyboardEvent): boolean;
  // The browser's paste follows this key: the session gets the clipboard first, then the key.
  pasting(press: () => void): void;
}

type KeyPress = Extract<Input, { kind: "key" }>;

const backspace = 0xff08;
const enter = 0xff0d;
const sentinel = "\u00a0"; // so that a screen keyboard has something to delete

// Keys of an element that has the keyboard whenever the session does. Physical keys are sent as
// they go down and up; what an input method, a dead key or a screen keyboard makes comes as text.
export class KeyboardInput {
  private readonly controller = new AbortController();
  private readonly pressed = new Map<string, KeyPress>();

  constructor(
    private readonly host: HTMLTextAreaElement,
    private readonly around: KeyboardSurroundings,
  ) {
    const { signal } = this.controller;
    host.addEventListener("keydown", (event) => this.down(event), { signal });
    host.addEventListener("keyup", (event) => this.up(event), { signal });
    host.addEventListener("beforeinput", (event) => this.beforeInput(event), { signal });
    host.addEventListener("input", (event) => this.cleared(event as InputEvent), { signal });
    host.addEventListener("compositionend", (event) => this.composed(event), { signal });
    host.addEventListener("blur", () => this.releaseAll(), { signal });
    this.clear();
  }

  dispose(): void {
    this.releaseAll();
    this.controller.abort();
  }

  focus(): void {
    this.host.focus({ preventScroll: true });
  }

  releaseAll(): void {
    this.pressed.clear();
    this.around.send({ kind: "releaseAll" });
  }

  // Types what no key stands for. The session finds or makes keys for it, and keeps its order.
  type(text: string): void {
    for (const part of parts(text.replaceAll("\r\n", "\n")))
      this.around.send({ kind: "key", code: 0, keysym: 0, text: part, pressed: true });
  }

  private down(event: KeyboardEvent): void {
    // An input method or a screen keyboard has the key; its text comes later.
    if (event.isComposing || event.key === "Process" || event.key === "Dead") return;
    if (event.key === "Unidentified" && event.code === "") return;
    if (this.around.chord(event)) {
      event.preventDefault();
      return;
    }
    // The session repeats held keys by itself, at its own rate.
    if (event.repeat && this.pressed.has(event.code || event.key)) return event.preventDefault();
    const key = keyOf(event, true);
    const press = (): void => {
      this.pressed.set(event.code || event.key, key);
      this.around.send(key);
    };
    if (isPaste(event)) return this.around.pasting(press);
    event.preventDefault();
    press();
  }

  private up(event: KeyboardEvent): void {
    const name = event.code || event.key;
    const press = this.pressed.get(name);
    if (press) {
      event.preventDefault();
      this.pressed.delete(name);
      this.around.send({ ...press, pressed: false });
    }
    // macOS tells nothing of keys that go up while Command is held.
    if (event.key === "Meta")
      for (const [held, key] of this.pressed) {
        this.pressed.delete(held);
        this.around.send({ ...key, pressed: false });
      }
  }

  // Only for what `down` has left to the browser.
  private beforeInput(event: InputEvent): void {
    switch (event.inputType) {
      case "insertText":
        if (!event.isComposing && event.data) this.type(event.data);
        break;
      case "insertLineBreak":
      case "insertParagraph":
        this.tap(enter, "");
        break;
      case "deleteContentBackward":
        if (!event.isComposing) this.tap(backspace, "");
        break;
      default:
        return;
    }
    if (event.cancelable && !event.isComposing) event.preventDefault();
  }

  private composed(event: CompositionEvent): void {
    this.type(event.data);
    this.clear();
  }

  private cleared(event: InputEvent): void {
    if (!event.isComposing) this.clear();
  }

  private clear(): void {
    this.host.value = sentinel;
    this.host.setSelectionRange(sentinel.length, sentinel.length);
  }

  private tap(keysym: number, text: string): void {
    const key: KeyPress = { kind: "key", code: 0, keysym, text, pressed: true };
    this.around.send(key);
    this.around.send({ ...key, pressed: false });
  }
}

// Pieces of a text, each short enough for a message.
function* parts(text: string): Generator<string> {
  const most = 4096;
  const characters = Array.from(text);
  for (let at = 0; at < characters.length; at += most)
    yield characters.slice(at, at + most).join("");
}

function keyOf(event: KeyboardEvent, pressed: boolean): KeyPress {
  const printable = keysymOfCharacter(event.key) !== 0;
  const plain =
    !event.ctrlKey && !event.metaKey && (!event.altKey || event.getModifierState("AltGraph"));
  return {
    kind: "key",
    code: linuxCode(event.code),
    keysym: keysymOfKey(event.key, event.location),
    text: printable && plain ? event.key : "",
    pressed,
  };
}

function isPaste(event: KeyboardEvent): boolean {
  if (event.repeat || event.altKey) return false;
  if (event.key === "Insert") return event.shiftKey && !event.ctrlKey;
  return (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v";
}
