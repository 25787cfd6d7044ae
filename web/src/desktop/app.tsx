// SPDX-License-Identifier: GPL-2.0-or-later
import {
  createEffect,
  createResource,
  createSignal,
  For,
  on,
  onCleanup,
  onMount,
  Show,
  type JSX,
} from "solid-js";

import { Clipboard } from "../input/clipboard";
import { KeyboardInput } from "../input/keyboard";
import { PointerInput } from "../input/pointer";
import { SurfaceWindow } from "../windows/surface_window";
import type { Api, Application } from "./api";
import { Banner } from "./banner";
import { ringBell } from "./bell";
import type { Desktop } from "./desktop";
import { toggleFullScreen } from "./full_screen";
import { Launcher } from "./launcher";
import type { Layout } from "./layout";
import { LiveFigures } from "./live_figures";
import { LivePanel } from "./live_panel";
import type { Painter } from "./painter";
import { TaskBar } from "./task_bar";

interface AppProps {
  desktop: Desktop;
  layout: Layout;
  painter: Painter;
  api: Api;
  retry: () => void;
}

// The page: the room with the screen and its windows, and around it the page's own tools.
export function App(props: AppProps): JSX.Element {
  const { desktop, layout } = props; // they stay the same for the page's life
  const [launcherOpen, setLauncherOpen] = createSignal(false);
  const [panelOpen, setPanelOpen] = createSignal(false);
  // Asked for anew with each link, and whenever the launcher opens: programs come and go.
  const [programs] = createResource(
    () => [desktop.link().kind === "open", launcherOpen()] as const,
    async ([linked], { value }: { value: Application[] | undefined }) => {
      if (!linked) return value ?? [];
      const found = await props.api.applications().catch(() => value ?? []);
      // The same list keeps its elements: somebody may be about to press one of them.
      if (value && JSON.stringify(found) === JSON.stringify(value)) return value;
      desktop.knowProgramIcons(props.api.iconsByName(found));
      return found;
    },
  );
  const [viewOnly] = createResource(
    () => desktop.link().kind === "open",
    () => props.api.viewOnly().catch(() => false),
  );
  const figures = new LiveFigures();
  let room!: HTMLDivElement;
  let screen!: HTMLDivElement;
  let host!: HTMLTextAreaElement;
  let keyboard: KeyboardInput | undefined;

  const closeLauncher = (): void => {
    setLauncherOpen(false);
    keyboard?.focus();
  };
  const chord = (event: KeyboardEvent): boolean => {
    if (!event.ctrlKey || !event.altKey) return false;
    switch (event.code) {
      case "Space":
        setLauncherOpen((open) => !open);
        return true;
      case "Home": // the session takes Tab, so this is the way from it to the task bar
        document.querySelector<HTMLElement>(".task-bar button")?.focus();
        return true;
      default:
        return false;
    }
  };

  onMount(() => {
    const clipboard = new Clipboard(host, {
      offer: (text) => desktop.send({ kind: "setClipboard", text }),
    });
    keyboard = new KeyboardInput(host, {
      send: (input) => desktop.send(input),
      chord,
      pasting: (press) => clipboard.pasting(press),
    });
    const pointer = new PointerInput(room, screen, {
      send: (input) => desktop.send(input),
      scale: layout.scale,
      immersive: layout.immersive,
      popupOpen: () => desktop.popupOpen(),
      takesTouch: (id) => desktop.takesTouch(id),
      pressed: (at, touch) => {
        // Input methods open their list of candidates where the user works.
        host.style.left = `${at.x}px`;
        host.style.top = `${at.y}px`;
        if (!touch) keyboard?.focus();
      },
    });
    const observer = new ResizeObserver(([entry]) => {
      if (entry) layout.roomChanged(entry.contentRect);
    });
    observer.observe(room);
    // An element that vanishes while it has the focus leaves it to nobody.
    const refocus = (event: FocusEvent): void => {
      if (event.relatedTarget !== null || !document.hasFocus()) return;
      queueMicrotask(() => {
        if (document.activeElement === document.body) keyboard?.focus();
      });
    };
    document.addEventListener("focusout", refocus);
    const sampler = setInterval(() => figures.sample(desktop.counters(), performance.now()), 1000);
    const forgetClipboard = desktop.onClipboard((text, when) => clipboard.take(text, when));
    const forgetBell = desktop.onBell(ringBell);
    keyboard.focus();

    onCleanup(() => {
      document.removeEventListener("focusout", refocus);
      forgetBell();
      forgetClipboard();
      clearInterval(sampler);
      observer.disconnect();
      pointer.dispose();
      keyboard?.dispose();
      clipboard.dispose();
    });
  });

  // The session's screen follows the page, once its user has let go of its edges.
  createEffect(
    on(
      () => layout.viewport(),
      ({ width, height }, before) => {
        // The first size goes with the greeting.
        if (width === 0 || height === 0 || before?.width === 0) return;
        const settled = setTimeout(() => desktop.send({ kind: "viewport", width, height }), 150);
        onCleanup(() => clearTimeout(settled));
      },
    ),
  );
  createEffect(() => {
    document.title = desktop.active()?.title || desktop.welcome()?.sessionName || "Vitrine";
  });

  return (
    <>
      <div ref={room} class="room" classList={{ immersive: layout.immersive() }}>
        <div
          ref={screen}
          class="screen"
          style={{
            width: `${layout.screen().width}px`,
            height: `${layout.screen().height}px`,
            transform: layout.scale() === 1 ? "none" : `scale(${layout.scale()})`,
            cursor: desktop.cursor(),
          }}
        >
          <For each={desktop.ids()}>
            {(id) => (
              <Show when={desktop.surface(id)}>
                {(surface) => (
                  <SurfaceWindow
                    surface={surface()}
                    desktop={desktop}
                    layout={layout}
                    painter={props.painter}
                  />
                )}
              </Show>
            )}
          </For>
        </div>
      </div>
      <textarea
        ref={host}
        class="keyboard-host"
        aria-label="Keyboard of the session. Ctrl+Alt+Home leads to the task bar."
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        tabindex="0"
      />
      <Banner state={desktop.link()} retry={props.retry} />
      <Show when={!layout.fullScreen()}>
        <TaskBar
          desktop={desktop}
          compact={layout.immersive()}
          viewOnly={viewOnly.latest ?? false}
          launcherOpen={launcherOpen()}
          panelOpen={panelOpen()}
          toggleLauncher={() => setLauncherOpen((open) => !open)}
          togglePanel={() => setPanelOpen((open) => !open)}
          fullScreen={() => void toggleFullScreen().then(() => keyboard?.focus())}
          keyboard={() => keyboard?.focus()}
        />
      </Show>
      <Show when={launcherOpen()}>
        <Launcher api={props.api} programs={programs.latest} close={closeLauncher} />
      </Show>
      <Show when={panelOpen()}>
        <LivePanel
          desktop={desktop}
          figures={figures}
          api={props.api}
          close={() => {
            setPanelOpen(false);
            keyboard?.focus();
          }}
        />
      </Show>
    </>
  );
}
