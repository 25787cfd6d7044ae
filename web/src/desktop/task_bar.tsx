// SPDX-License-Identifier: GPL-2.0-or-later
import { createSignal, For, onCleanup, Show, type JSX } from "solid-js";

import type { Launch } from "../core/events";
import { is, SurfaceState, type Surface } from "../core/surface";
import type { LinkState } from "../link/messages";
import { windowTitle } from "../windows/title_bar";
import type { Desktop } from "./desktop";
import { formatClock } from "./format";
import { Icon, ProgramIcon } from "./icon";

export interface TaskBarProps {
  desktop: Desktop;
  launcherOpen: boolean;
  panelOpen: boolean;
  toggleLauncher: () => void;
  togglePanel: () => void;
  fullScreen: () => void;
  keyboard: () => void; // shows a screen keyboard
  viewOnly: boolean; // this browser may look, and no more
  compact: boolean; // over a session that has a desktop of its own
}

export function TaskBar(props: TaskBarProps): JSX.Element {
  return (
    <nav
      class="task-bar"
      classList={{ compact: props.compact }}
      aria-label="Task bar"
      onMouseDown={(event) => event.preventDefault()} // the session keeps the keyboard
    >
      <button
        type="button"
        class="start"
        aria-label="Programs"
        aria-haspopup="dialog"
        aria-expanded={props.launcherOpen}
        aria-keyshortcuts="Control+Alt+Space"
        title="Programs (Ctrl+Alt+Space)"
        onClick={() => props.toggleLauncher()}
      >
        <Icon name="layoutGrid" />
      </button>
      <Show
        when={!props.compact}
        fallback={<span class="session-name">{sessionName(props.desktop)}</span>}
      >
        <ul class="tasks" aria-label="Windows">
          <For each={props.desktop.listed().map((surface) => surface.id)}>
            {(id) => (
              <Show when={props.desktop.surface(id)}>
                {(surface) => <Task surface={surface()} desktop={props.desktop} />}
              </Show>
            )}
          </For>
          <For each={props.desktop.launches()}>
            {(launch) => <Starting launch={launch} desktop={props.desktop} />}
          </For>
        </ul>
      </Show>
      <div class="tray">
        <Show when={props.viewOnly}>
          <span class="view-only" title="The owner of the session lets you look, not act">
            View only
          </span>
        </Show>
        <button
          type="button"
          class="tray-button touch-only"
          aria-label="Screen keyboard"
          title="Screen keyboard"
          onClick={() => props.keyboard()}
        >
          <Icon name="keyboard" />
        </button>
        <button
          type="button"
          class="tray-button link-state"
          data-link={props.desktop.link().kind}
          aria-label={`${linkText(props.desktop.link())}; live figures`}
          aria-expanded={props.panelOpen}
          title={`${linkText(props.desktop.link())}: show live figures`}
          onClick={() => props.togglePanel()}
        >
          <Icon name={props.desktop.link().kind === "open" ? "activity" : "wifiOff"} />
        </button>
        <button
          type="button"
          class="tray-button"
          aria-label="Full screen"
          title="Full screen, with the browser's own keys"
          onClick={() => props.fullScreen()}
        >
          <Icon name="maximize" />
        </button>
        <Clock />
      </div>
    </nav>
  );
}

function Task(props: { surface: Surface; desktop: Desktop }): JSX.Element {
  const active = (): boolean => is(props.surface, SurfaceState.Active);
  const minimized = (): boolean => is(props.surface, SurfaceState.Minimized);
  const press = (): void =>
    props.desktop.act(
      props.surface.id,
      minimized() ? "restore" : active() ? "minimize" : "activate",
    );
  return (
    <li>
      <button
        type="button"
        class="task"
        classList={{
          active: active(),
          minimized: minimized(),
          urgent: is(props.surface, SurfaceState.Urgent),
        }}
        aria-pressed={active()}
        title={windowTitle(props.surface)}
        onClick={press}
        onAuxClick={(event) => {
          if (event.button === 1) props.desktop.act(props.surface.id, "close");
        }}
      >
        <ProgramIcon
          address={props.desktop.icon(props.surface.id)}
          name={props.surface.application || windowTitle(props.surface)}
        />
        <span class="task-title">{windowTitle(props.surface)}</span>
      </button>
    </li>
  );
}

// It becomes a task when its window comes.
function Starting(props: { launch: Launch; desktop: Desktop }): JSX.Element {
  const text = (): string => `${props.launch.title || props.launch.application} is starting`;
  return (
    <li>
      <span class="starting" role="status" title={text()} aria-label={text()}>
        <ProgramIcon
          address={props.desktop.launchIcon(props.launch)}
          name={props.launch.title || props.launch.application}
        />
        <span class="task-title">{props.launch.title || props.launch.application}</span>
      </span>
    </li>
  );
}

function Clock(): JSX.Element {
  const [now, setNow] = createSignal(new Date());
  const timer = setInterval(() => setNow(new Date()), 1000);
  onCleanup(() => clearInterval(timer));
  const date = (): string =>
    now().toLocaleDateString(undefined, { weekday: "long", day: "numeric", month: "long" });
  return (
    <time class="clock" title={date()} datetime={formatClock(now(), "en-GB")}>
      {formatClock(now())}
    </time>
  );
}

function sessionName(desktop: Desktop): string {
  return desktop.welcome()?.sessionName ?? "";
}

function linkText(state: LinkState): string {
  switch (state.kind) {
    case "open":
      return "Connected";
    case "connecting":
      return "Connecting";
    case "lost":
      return "Connection lost";
    case "over":
      return "Session ended";
    case "refused":
      return "Not admitted";
    case "failed":
      return "Failed";
  }
}
