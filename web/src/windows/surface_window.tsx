// SPDX-License-Identifier: GPL-2.0-or-later
import { For, onCleanup, onMount, Show, type JSX } from "solid-js";

import { can, is, isShown, SurfaceAbility, SurfaceState, type Surface } from "../core/surface";
import type { Desktop } from "../desktop/desktop";
import type { Layout } from "../desktop/layout";
import type { Painter } from "../desktop/painter";
import { allEdges, shapePath } from "./geometry";
import { TitleBar, windowTitle } from "./title_bar";
import { dragWindow } from "./window_drag";

interface SurfaceWindowProps {
  surface: Surface;
  desktop: Desktop;
  layout: Layout;
  painter: Painter;
}

// One surface: its pixels, and the frame that its user takes hold of where it is decorated.
export function SurfaceWindow(props: SurfaceWindowProps): JSX.Element {
  const state = (bit: SurfaceState): boolean => is(props.surface, bit);
  const framed = (): boolean =>
    props.surface.decorated && props.surface.role !== "root" && !state(SurfaceState.FullScreen);
  const resizable = (): boolean =>
    framed() && can(props.surface, SurfaceAbility.Resizable) && !state(SurfaceState.Maximized);
  const position = (): { x: number; y: number } => props.desktop.position(props.surface);
  const clip = (): string =>
    props.surface.shape.length > 0 ? `path("${shapePath(props.surface.shape)}")` : "none";
  // The root is drawn only where its screen is shown, and lies below everything.
  const shown = (): boolean =>
    isShown(props.surface) && (props.surface.role !== "root" || props.layout.immersive());

  return (
    <section
      class="window"
      classList={{
        framed: framed(),
        active: state(SurfaceState.Active),
        maximized: state(SurfaceState.Maximized),
        shaped: props.surface.shape.length > 0,
        translucent: props.surface.depth === 32,
        urgent: state(SurfaceState.Urgent),
      }}
      data-role={props.surface.role}
      data-window={props.surface.id}
      aria-label={windowTitle(props.surface)}
      hidden={!shown()}
      style={{
        left: `${position().x}px`,
        top: `${position().y}px`,
        width: `${props.surface.size.width}px`,
        height: `${props.surface.size.height}px`,
        "z-index": `${props.surface.role === "root" ? 0 : props.desktop.stackingIndex(props.surface.id) + 1}`,
      }}
    >
      <Show when={framed()}>
        <TitleBar surface={props.surface} desktop={props.desktop} layout={props.layout} />
      </Show>
      <div class="content" data-surface={props.surface.id} style={{ "clip-path": clip() }}>
        <SurfaceCanvas surface={props.surface} painter={props.painter} />
      </div>
      <Show when={resizable()}>
        <For each={allEdges}>
          {(edges) => (
            <div
              class={`edge ${edges.name}`}
              data-chrome
              aria-hidden="true"
              onPointerDown={(event) => {
                if (event.button !== 0) return;
                props.desktop.act(props.surface.id, "activate");
                dragWindow(event, props.surface, edges, props.desktop, props.layout);
              }}
            />
          )}
        </For>
      </Show>
    </section>
  );
}

function SurfaceCanvas(props: { surface: Surface; painter: Painter }): JSX.Element {
  let canvas!: HTMLCanvasElement;
  onMount(() => {
    const { id, depth } = props.surface;
    onCleanup(props.painter.lend(id, canvas, depth === 32));
    props.painter.resize(id, props.surface.size);
  });
  return <canvas ref={canvas} class="pixels" aria-hidden="true" />;
}
