// SPDX-License-Identifier: GPL-2.0-or-later
import { unreachable } from "../core/events";
import { WasmCore } from "../core/wasm_core";
import type { FromWorker, ToWorker } from "./messages";
import { Session, type Socket } from "./session";

// The worker's entry: the link and all decoding live here, so that the page stays responsive
// whatever arrives.
let session: Session | undefined;

function post(message: FromWorker, transfer: Transferable[]): void {
  self.postMessage(message, { transfer });
}

async function open(message: Extract<ToWorker, { kind: "open" }>): Promise<void> {
  try {
    const module = await WebAssembly.compileStreaming(fetch(message.core));
    session = new Session(
      await WasmCore.start(module),
      {
        connect: () => new WebSocket(message.address) as unknown as Socket,
        admitted: async () => {
          const answer = await fetch(message.status, { cache: "no-store" });
          return answer.status !== 401 && answer.status !== 403;
        },
        post,
        now: () => performance.now(),
      },
      message.viewport,
    );
    session.open();
  } catch (error) {
    const reason = `The page's core cannot start: ${String(error)}`;
    post({ kind: "link", state: { kind: "failed", reason } }, []);
  }
}

self.onmessage = ({ data }: MessageEvent<ToWorker>): void => {
  switch (data.kind) {
    case "open":
      return void open(data);
    case "input":
      return session?.send(data.input);
    case "shown":
      return session?.shown();
    case "retry":
      return session?.retryNow();
    default:
      return unreachable(data);
  }
};
