// SPDX-License-Identifier: GPL-2.0-or-later
import type { CoreEvent } from "../core/events";
import type { Input } from "../core/input";
import type { Rect, Size } from "../windows/geometry";

// Between the page and the worker that holds the link and the wasm core.

export type ToWorker =
  | {
      readonly kind: "open";
      readonly address: string;
      readonly core: string;
      readonly status: string;
      readonly viewport: Size;
    }
  | { readonly kind: "input"; readonly input: Input }
  | { readonly kind: "shown" } // the last update is on the page: the next may come
  | { readonly kind: "retry" }; // now: the user asks, or the network is back

export type LinkState =
  | { readonly kind: "connecting" }
  | { readonly kind: "open" }
  | { readonly kind: "lost"; readonly retryAt: number } // as Date.now() counts
  | { readonly kind: "over" } // the session has ended
  | { readonly kind: "refused" } // the cookie is missing or too old
  | { readonly kind: "failed"; readonly reason: string };

// Pixels of a surface: RGBA with straight alpha, row by row.
export interface Patch {
  readonly surface: number;
  readonly rect: Rect;
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

export interface Counters {
  readonly bytesDown: number;
  readonly bytesUp: number;
  readonly messagesDown: number;
  readonly messagesUp: number;
  readonly frames: number;
  readonly mismatches: number;
  readonly decodeMicroseconds: number; // for all frames together
}

export const noCounters: Counters = {
  bytesDown: 0,
  bytesUp: 0,
  messagesDown: 0,
  messagesUp: 0,
  frames: 0,
  mismatches: 0,
  decodeMicroseconds: 0,
};

// One or several frames at once: all that changed since the last update.
export interface Update {
  readonly kind: "update";
  readonly fresh: boolean; // of a new link: what was before is forgotten
  readonly events: readonly Exclude<CoreEvent, { kind: "surfaceDamaged" }>[];
  readonly patches: readonly Patch[];
  readonly counters: Counters;
}

export type FromWorker = { readonly kind: "link"; readonly state: LinkState } | Update;
