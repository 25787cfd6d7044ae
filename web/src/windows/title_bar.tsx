// SPDX-License-Identifier: GPL-2.0-or-later
import { Show, type JSX } from "solid-js";

import { can, is, SurfaceAbility, SurfaceState, type Surface } from "../core/surface";
import type { Desktop } from "../desktop/desktop";
import { Icon, ProgramIcon, type IconName } from "../desktop/icon";
import type { Layout } from "../desktop/layout";
import { dragWindow, geometryByKey } from "./window_drag";

interface TitleBarProps {
  surface: Surface;
  desktop: Desktop;
  layout: Layout;
}

export function windowTitle(surface: Surface): string {
  return surface.title || surface.application || "Untitled window";
}

export function TitleBar(props: TitleBarProps): JSX.Element {
  const maximized = (): boolean => is(props.surface, SurfaceState.Maximized);
  const movable = (): boolean => can(props.surface, SurfaceAbility.Movable) && !maximized();
  const act = (action: Parameters<Desktop["act"]>[1]): void =>
    props.desktop.act(props.surface.id, action);

  const press = (event: PointerEvent & { currentTarget: HTMLElement }): void => {
    if (event.button !== 0 || (event.target as Element).closest("button")) return;
    act("activate");
    if (movable()) dragWindow(event, props.surface, null, props.desktop, props.layout);
  };
  const toggle = (event: MouseEvent): void => {
    if ((event.target as Element).closest("button")) return;
    if (can(props.surface, SurfaceAbility.Maximizable)) act(maximized() ? "restore" : "maximize");
  };
  const key = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const geometry = geometryByKey(event, props.surface, props.layout);
    const allowed = event.shiftKey ? can(props.surface, SurfaceAbility.Resizable) : movable();
    if (!geometry || !allowed) return;
    event.preventDefault();
    props.desktop.act(props.surface.id, "moveResize", geometry);
  };

  return (
    <div
      class="title-bar"
      data-chrome
      role="group"
      tabindex="0"
      aria-label={`${windowTitle(props.surface)}: arrow keys move, with Shift resize`}
      onPointerDown={press}
      onDblClick={toggle}
      onKeyDown={key}
      onMouseDown={(event) => event.preventDefault()}
    >
      <ProgramIcon
        address={props.desktop.icon(props.surface.id)}
        name={props.surface.application || windowTitle(props.surface)}
      />
      <span class="title">{windowTitle(props.surface)}</span>
      <Show when={can(props.surface, SurfaceAbility.Minimizable)}>
        <TitleButton label="Minimise" icon="minus" press={() => act("minimize")} />
      </Show>
      <Show when={can(props.surface, SurfaceAbility.Maximizable)}>
        <TitleButton
          label={maximized() ? "Restore" : "Maximise"}
          icon={maximized() ? "copy" : "square"}
          press={() => act(maximized() ? "restore" : "maximize")}
        />
      </Show>
      <Show when={can(props.surface, SurfaceAbility.Closable)}>
        <TitleButton label="Close" icon="x" press={() => act("close")} />
      </Show>
    </div>
  );
}

function TitleButton(props: { label: string; icon: IconName; press: () => void }): JSX.Element {
  return (
    <button
      type="button"
      class="title-button"
      classList={{ closes: props.icon === "x" }}
      aria-label={props.label}
      title={props.label}
      onClick={() => props.press()}
    >
      <Icon name={props.icon} />
    </button>
  );
}
