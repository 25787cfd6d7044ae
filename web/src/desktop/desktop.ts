// SPDX-License-Identifier: GPL-2.0-or-later
import { batch, createSignal } from "solid-js";
import { createStore, reconcile } from "solid-js/store";

import { unreachable, type Launch, type Welcome } from "../core/events";
import type { Input, SurfaceAction } from "../core/input";
import { is, isShown, SurfaceState, type Surface } from "../core/surface";
import { noCounters, type LinkState, type Update } from "../link/messages";
import type { Point, Rect } from "../windows/geometry";
import type { Painter } from "./painter";
import { cursorStyle, pictureAddress } from "./pictures";
import { ResponseTime } from "./response_time";

type ShownEvent = Update["events"][number];

// Told what the session's clipboard holds: copied just now, or before this page came.
type ClipboardListener = (text: string, when: "now" | "before") => void;

// What the page shows of a session: the last state the server told, and what its user is told
// about the link. Components read it; only `apply` and the link write it.
export class Desktop {
  readonly responseTime = new ResponseTime(() => performance.now());
  private readonly store = createStore<{
    surfaces: Record<number, Surface | undefined>;
    icons: Record<number, string | undefined>;
  }>({ surfaces: {}, icons: {} });
  private readonly idsSignal = createSignal<readonly number[]>([]);
  private readonly stackingSignal = createSignal<readonly number[]>([]);
  private readonly welcomeSignal = createSignal<Welcome>();
  private readonly linkSignal = createSignal<LinkState>({ kind: "connecting" });
  private readonly cursorSignal = createSignal("default");
  private readonly launchesSignal = createSignal<readonly Launch[]>([]);
  private readonly countersSignal = createSignal(noCounters);
  private readonly predictedSignal = createSignal<{ id: number; position: Point } | null>(null);
  private readonly programIconsSignal = createSignal<ReadonlyMap<string, string>>(new Map());
  private readonly clipboardListeners = new Set<ClipboardListener>();
  private readonly bellListeners = new Set<(percent: number) => void>();

  constructor(
    private readonly painter: Painter,
    private readonly transmit: (input: Input) => void,
  ) {}

  // In the order in which they appeared: where their elements stand in the document.
  ids = (): readonly number[] => this.idsSignal[0]();
  surface = (id: number): Surface | undefined => this.store[0].surfaces[id];
  icon = (id: number): string | undefined => this.store[0].icons[id] ?? this.programIcon(id);
  launchIcon = (launch: Launch): string | undefined =>
    this.iconNamed(launch.application) ?? this.iconNamed(launch.title);
  stackingIndex = (id: number): number => this.stackingSignal[0]().indexOf(id);
  welcome = (): Welcome | undefined => this.welcomeSignal[0]();
  link = (): LinkState => this.linkSignal[0]();
  launches = (): readonly Launch[] => this.launchesSignal[0](); // programs without a window yet
  cursor = (): string => (this.launches().length > 0 ? "progress" : this.cursorSignal[0]());
  counters = (): typeof noCounters => this.countersSignal[0]();

  surfaces(): Surface[] {
    return this.ids().flatMap((id) => this.surface(id) ?? []);
  }

  // Where a window is drawn: where the server has it, or where its user is drawing it to.
  position(surface: Surface): Point {
    const predicted = this.predictedSignal[0]();
    return predicted?.id === surface.id ? predicted.position : surface.position;
  }

  // A window that is being moved follows the pointer at once, and the server a little later.
  predict(id: number, position: Point): void {
    this.predictedSignal[1]({ id, position });
  }

  unpredict(): void {
    this.predictedSignal[1](null);
  }

  // The windows that a task bar lists: those that a user can do something with, whoever frames them.
  listed(): Surface[] {
    return this.surfaces().filter(
      (surface) =>
        (surface.role === "normal" || surface.role === "dialog" || surface.role === "utility") &&
        (is(surface, SurfaceState.Mapped) || is(surface, SurfaceState.Minimized)) &&
        !is(surface, SurfaceState.SkipTaskbar) &&
        surface.abilities !== 0,
    );
  }

  active(): Surface | undefined {
    return this.surfaces().find((surface) => is(surface, SurfaceState.Active) && isShown(surface));
  }

  // A menu or the like is open, and waits for a press elsewhere to close.
  popupOpen(): boolean {
    return this.surfaces().some((surface) => surface.role === "menu" && isShown(surface));
  }

  takesTouch(id: number): boolean {
    const surface = this.surface(id);
    return surface !== undefined && is(surface, SurfaceState.Touchable);
  }

  send(input: Input): void {
    if (input.kind === "key" || input.kind === "pointerButton") this.responseTime.asked();
    this.transmit(input);
  }

  act(surface: number, action: SurfaceAction, geometry?: Rect): void {
    this.send({ kind: "actOnSurface", surface, action, ...(geometry && { geometry }) });
  }

  // Where the pointer is, for an element that is no surface: on the screen.
  pointAt(position: Point): void {
    this.send({ kind: "pointerMove", surface: 0, x: position.x, y: position.y });
  }

  onClipboard(listener: ClipboardListener): () => void {
    this.clipboardListeners.add(listener);
    return () => void this.clipboardListeners.delete(listener);
  }

  onBell(listener: (percent: number) => void): () => void {
    this.bellListeners.add(listener);
    return () => void this.bellListeners.delete(listener);
  }

  // Addresses by the names, in small letters, that windows may have as their application.
  knowProgramIcons(icons: ReadonlyMap<string, string>): void {
    this.programIconsSignal[1](icons);
  }

  linkChanged(state: LinkState): void {
    this.linkSignal[1](state);
  }

  // Everything of an update appears at once: first the elements, then the pixels in them.
  apply(update: Update): void {
    batch(() => {
      if (update.fresh) this.forgetAbsent(update.events);
      for (const event of update.events) this.applyEvent(event, update.fresh);
      this.countersSignal[1](update.counters);
    });
    for (const event of update.events)
      if (event.kind === "surfaceChanged")
        this.painter.resize(event.surface.id, event.surface.size);
    this.painter.paint(update.patches);
    if (update.patches.length > 0) this.responseTime.answered();
  }

  private applyEvent(event: ShownEvent, fresh: boolean): void {
    switch (event.kind) {
      case "welcomed":
        this.welcomeSignal[1](event.welcome);
        return;
      case "surfaceChanged": {
        const { id } = event.surface;
        this.store[1]("surfaces", id, reconcile<Surface | undefined, unknown>(event.surface));
        if (!this.ids().includes(id)) this.idsSignal[1]((ids) => [...ids, id]);
        return;
      }
      case "surfaceDropped":
        return this.drop(event.id);
      case "iconChanged":
        return this.store[1]("icons", event.id, pictureAddress(event.icon) || undefined);
      case "restacked":
        this.stackingSignal[1](event.ids);
        return;
      case "cursorShown":
        this.cursorSignal[1](cursorStyle(event.cursor));
        return;
      case "clipboardChanged":
        return this.clipboardListeners.forEach((listener) =>
          listener(event.text, fresh ? "before" : "now"),
        );
      case "bellRang":
        return this.bellListeners.forEach((listener) => listener(event.percent));
      case "launchChanged":
        return this.launchChanged(event.launch, event.underWay);
      case "pointerWarped": // a page cannot move its user's pointer
      case "frameEnded":
        return;
      default:
        return unreachable(event);
    }
  }

  // Old programs give their windows no icon; the one of their menu entry is known by their class.
  private programIcon(id: number): string | undefined {
    return this.iconNamed(this.surface(id)?.application);
  }

  private iconNamed(name: string | undefined): string | undefined {
    return name === undefined ? undefined : this.programIconsSignal[0]().get(name.toLowerCase());
  }

  private launchChanged(launch: Launch, underWay: boolean): void {
    this.launchesSignal[1]((before) => {
      const others = before.filter((other) => other.number !== launch.number);
      return underWay ? [...others, launch] : others;
    });
  }

  private drop(id: number): void {
    this.idsSignal[1]((ids) => ids.filter((other) => other !== id));
    this.store[1]("surfaces", id, undefined);
    this.store[1]("icons", id, undefined);
  }

  // A new link tells all there is; windows that are still there keep their elements.
  private forgetAbsent(events: readonly ShownEvent[]): void {
    const told = new Set(
      events.flatMap((event) => (event.kind === "surfaceChanged" ? [event.surface.id] : [])),
    );
    for (const id of this.ids()) if (!told.has(id)) this.drop(id);
    this.launchesSignal[1]([]);
  }
}
