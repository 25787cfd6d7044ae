// SPDX-License-Identifier: GPL-2.0-or-later
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { CoreEvent } from "../src/core/events";
import type { FromWorker } from "../src/link/messages";
import { Session, type Core, type Socket } from "../src/link/session";
import { someSurface } from "./surfaces";

class FakeSocket implements Socket {
  binaryType: BinaryType = "blob";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly sent: string[] = [];
  closedWith: number | undefined;
  send(bytes: Uint8Array<ArrayBuffer>): void {
    this.sent.push(new TextDecoder().decode(bytes));
  }
  close(code?: number): void {
    this.closedWith = code;
  }
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function start() {
  const sockets: FakeSocket[] = [];
  const posted: FromWorker[] = [];
  let frames: (CoreEvent[] | null)[] = [];
  let admitted = true;
  const core: Core = {
    reset: vi.fn(),
    receive: () => frames.shift() ?? null,
    pixels: (_surface, { width, height }) => new Uint8ClampedArray(width * height * 4),
    mismatches: () => 0,
    encode: (input) => bytes(input.kind),
    encodeHello: ({ width, height }) => bytes(`hello ${width}x${height}`),
    encodeAcknowledge: (frame) => bytes(`acknowledge ${frame}`),
  };
  const session = new Session(
    core,
    {
      connect: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket;
      },
      admitted: () => Promise.resolve(admitted),
      post: (message) => posted.push(message),
      now: () => 0,
    },
    { width: 800, height: 600 },
  );
  session.open();
  return {
    session,
    core,
    sockets,
    posted,
    last: () => sockets.at(-1) ?? expect.fail("no socket"),
    refuse: () => (admitted = false),
    receive: (...events: CoreEvent[]) => {
      frames.push(events);
      sockets.at(-1)?.onmessage?.({ data: new ArrayBuffer(10) });
    },
    receiveRubbish: () => {
      frames = [null];
      sockets.at(-1)?.onmessage?.({ data: new ArrayBuffer(10) });
    },
    updates: () => posted.filter((message) => message.kind === "update"),
    linkStates: () =>
      posted.flatMap((message) => (message.kind === "link" ? [message.state.kind] : [])),
  };
}

const frameEnded = (number: number): CoreEvent => ({ kind: "frameEnded", number, milliseconds: 0 });
const damaged: CoreEvent = {
  kind: "surfaceDamaged",
  id: 1,
  rect: { x: 0, y: 0, width: 2, height: 3 },
};

describe("Session", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("greets with the page's size, and acknowledges each frame", () => {
    const test = start();
    test.last().onopen?.();
    test.receive(frameEnded(1));
    test.receive(frameEnded(2));
    expect(test.last().sent).toEqual(["hello 800x600", "acknowledge 1", "acknowledge 2"]);
  });

  it("sends nothing before the link is open", () => {
    const test = start();
    test.session.send({ kind: "releaseAll" });
    expect(test.last().sent).toEqual([]);
  });

  it("holds one update back while the page is busy, and merges what comes", () => {
    const test = start();
    test.last().onopen?.();
    test.receive(
      { kind: "surfaceChanged", surface: someSurface({ id: 1 }) },
      damaged,
      frameEnded(1),
    );
    test.receive(damaged, frameEnded(2));
    test.receive(damaged, frameEnded(3));
    expect(test.updates()).toHaveLength(1);
    test.session.shown();
    expect(test.updates()).toHaveLength(2);
    const update = test.updates()[1];
    expect(update).toMatchObject({
      fresh: false,
      events: [frameEnded(3)],
      patches: [{ surface: 1, rect: { x: 0, y: 0, width: 2, height: 3 } }],
      counters: { frames: 3, messagesDown: 3, bytesDown: 30 },
    });
    test.session.shown();
    expect(test.updates()).toHaveLength(2);
  });

  it("makes a broken link again by itself, with a fresh core and the page's present size", async () => {
    const test = start();
    test.last().onopen?.();
    test.session.send({ kind: "viewport", width: 1024, height: 700 });
    test.last().onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(0);
    expect(test.sockets).toHaveLength(2);
    test.last().onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(10);
    expect(test.sockets).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(400);
    expect(test.sockets).toHaveLength(3);
    test.last().onopen?.();
    expect(test.last().sent).toEqual(["hello 1024x700"]);
    expect(test.core.reset).toHaveBeenCalledTimes(2);
    test.receive(frameEnded(1));
    expect(test.updates().at(-1)).toMatchObject({ fresh: true });
    expect(test.linkStates()).toEqual([
      "connecting",
      "open",
      "lost",
      "connecting",
      "lost",
      "connecting",
      "open",
    ]);
  });

  it("does not knock again where the session has ended or the cookie is refused", async () => {
    const over = start();
    over.last().onopen?.();
    over.last().onclose?.({ code: 1001 });
    const refused = start();
    refused.refuse();
    refused.last().onclose?.({ code: 1006 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(over.sockets).toHaveLength(1);
    expect(over.linkStates().at(-1)).toBe("over");
    expect(refused.sockets).toHaveLength(1);
    expect(refused.linkStates().at(-1)).toBe("refused");
  });

  it("closes a link whose bytes are no frames, and says so", () => {
    const test = start();
    const socket = test.last();
    socket.onopen?.();
    test.receiveRubbish();
    expect(socket.closedWith).toBe(4000);
    expect(test.linkStates().at(-1)).toBe("failed");
    test.session.send({ kind: "releaseAll" });
    expect(socket.sent).toEqual(["hello 800x600"]);
  });
});
