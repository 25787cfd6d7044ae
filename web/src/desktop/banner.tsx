// SPDX-License-Identifier: GPL-2.0-or-later
import { createSignal, onCleanup, Show, type JSX } from "solid-js";

import type { LinkState } from "../link/messages";

// What is wrong with the link and what its user can do; nothing where all is well. The first
// connection is given a moment, so that no banner flashes up.
export function Banner(props: { state: LinkState; retry: () => void }): JSX.Element {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 250);
  onCleanup(() => clearInterval(timer));
  const began = Date.now();

  // A screen reader is told that the link is lost, and not how many seconds remain.
  const countdown = (): string | null => {
    if (props.state.kind !== "lost") return null;
    const seconds = Math.ceil((props.state.retryAt - now()) / 1000);
    return `Trying again${seconds > 1 ? ` in ${seconds} s.` : "…"}`;
  };
  const text = (): string | null => {
    const { state } = props;
    switch (state.kind) {
      case "open":
        return null;
      case "connecting":
        return now() - began < 800 ? null : "Connecting to the session…";
      case "lost":
        return "The connection is lost. Your programs run on.";
      case "over":
        return "The session has ended. You can close this tab.";
      case "refused":
        return "This browser is not admitted any more. Open a new link from the session.";
      case "failed":
        return `${state.reason} Load the page again to try once more.`;
    }
  };

  return (
    <Show when={text()}>
      {(shown) => (
        <div class="banner" data-link={props.state.kind} role="status">
          <span>
            {shown()} <span aria-hidden="true">{countdown()}</span>
          </span>
          <Show when={props.state.kind === "lost"}>
            <button type="button" onClick={() => props.retry()}>
              Try now
            </button>
          </Show>
        </div>
      )}
    </Show>
  );
}
