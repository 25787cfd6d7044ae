// SPDX-License-Identifier: GPL-2.0-or-later
import { unreachable, type CoreEvent } from "../core/events";
import type { Rect, Size } from "../windows/geometry";
import { Damage } from "./damage";
import type { Update } from "./messages";

export interface DamagedSurface {
  readonly surface: number;
  readonly rects: readonly Rect[];
}

type ShownEvent = Update["events"][number];

// What has happened since the page was last updated. It keeps state, not a queue: however many
// frames come while the page is busy, it holds each surface's last state and its damage, once.
export class PendingUpdate {
  private fresh = false;
  private readonly events = new Map<string, ShownEvent>();
  private readonly damage = new Map<number, Damage>();
  private readonly sizes = new Map<number, Size>();

  get empty(): boolean {
    return this.events.size === 0 && this.damage.size === 0;
  }

  // A new link: it tells everything again.
  restart(): void {
    this.fresh = true;
    this.events.clear();
    this.damage.clear();
    this.sizes.clear();
  }

  add(event: CoreEvent): void {
    switch (event.kind) {
      case "surfaceChanged": {
        const { id, size } = event.surface;
        this.sizes.set(id, size);
        this.events.delete(`dropped ${id}`);
        return this.keep(`surface ${id}`, event);
      }
      case "surfaceDropped":
        this.events.delete(`surface ${event.id}`);
        this.events.delete(`icon ${event.id}`);
        this.damage.delete(event.id);
        this.sizes.delete(event.id);
        return this.keep(`dropped ${event.id}`, event);
      case "surfaceDamaged":
        return this.damaged(event.id, event.rect);
      case "iconChanged":
        return this.keep(`icon ${event.id}`, event);
      case "launchChanged":
        return this.keep(`launch ${event.launch.number}`, event);
      case "welcomed":
      case "restacked":
      case "cursorShown":
      case "pointerWarped":
      case "clipboardChanged":
      case "bellRang":
      case "frameEnded":
        return this.keep(event.kind, event);
      default:
        return unreachable(event);
    }
  }

  // Hands everything out, and starts anew.
  take(): { fresh: boolean; events: ShownEvent[]; damaged: DamagedSurface[] } {
    const fresh = this.fresh;
    const events = [...this.events.values()];
    const damaged: DamagedSurface[] = [];
    for (const [surface, damage] of this.damage) {
      const size = this.sizes.get(surface);
      if (size) damaged.push({ surface, rects: damage.take(size) });
    }
    this.fresh = false;
    this.events.clear();
    this.damage.clear();
    return { fresh, events, damaged };
  }

  private damaged(surface: number, rect: Rect): void {
    let damage = this.damage.get(surface);
    if (!damage) this.damage.set(surface, (damage = new Damage()));
    damage.add(rect);
  }

  // The latest of a kind counts, at the place where it came last.
  private keep(key: string, event: ShownEvent): void {
    this.events.delete(key);
    this.events.set(key, event);
  }
}
