// SPDX-License-Identifier: GPL-2.0-or-later
import { createSignal, For, onCleanup, Show, type JSX } from "solid-js";

import type { Api } from "./api";
import type { Desktop } from "./desktop";
import { formatBytes, formatCount, formatMilliseconds, formatRate } from "./format";
import { Icon } from "./icon";
import { sparkline, type LiveFigures, type Rates } from "./live_figures";
import { serverFigures, type Figure } from "./server_figures";

interface LivePanelProps {
  desktop: Desktop;
  figures: LiveFigures;
  api: Api;
  close: () => void;
}

const chartWidth = 232;
const chartHeight = 36;
const seconds = 60;

// What the session costs, live: counted in this page, and what the server adds.
export function LivePanel(props: LivePanelProps): JSX.Element {
  const [history, setHistory] = createSignal<readonly Rates[]>(props.figures.history());
  const [response, setResponse] = createSignal(props.desktop.responseTime.median());
  const [server, setServer] = createSignal<readonly Figure[]>([]);

  const refresh = (): void => {
    setHistory(props.figures.history());
    setResponse(props.desktop.responseTime.median());
    if (props.desktop.link().kind !== "open") return;
    props.api.statistics().then(
      (statistics) => setServer(serverFigures(statistics)),
      () => setServer([]), // the page's own figures remain
    );
  };
  refresh();
  const timer = setInterval(refresh, 1000);
  onCleanup(() => clearInterval(timer));

  const now = (): Rates | undefined => history().at(-1);
  const counters = props.desktop.counters;
  const perFrame = (sum: number): number => sum / Math.max(1, counters().frames);

  return (
    <aside
      class="live-panel panel"
      aria-label="Live figures"
      onKeyDown={(event) => event.key === "Escape" && props.close()}
    >
      <header>
        <h2>Live figures</h2>
        <button type="button" class="title-button" aria-label="Close" onClick={() => props.close()}>
          <Icon name="x" />
        </button>
      </header>
      <Chart
        label="Received"
        value={formatRate(now()?.bytesDown ?? 0)}
        values={history().map((rates) => rates.bytesDown)}
      />
      <Chart
        label="Frames"
        value={`${formatCount(now()?.frames ?? 0)}/s`}
        values={history().map((rates) => rates.frames)}
      />
      <dl>
        <Row label="Received in all" value={formatBytes(counters().bytesDown)} />
        <Row label="Sent in all" value={formatBytes(counters().bytesUp)} />
        <Row label="Frames" value={formatCount(counters().frames)} />
        <Row label="Bytes a frame" value={formatBytes(perFrame(counters().bytesDown))} />
        <Row
          label="Decoding a frame"
          value={formatMilliseconds(perFrame(counters().decodeMicroseconds) / 1000)}
        />
        <Row
          label="Key to picture"
          value={response() === null ? "not yet measured" : formatMilliseconds(response() ?? 0)}
        />
        <Row
          label="Messages"
          value={`${formatCount(counters().messagesDown)} ↓  ${formatCount(counters().messagesUp)} ↑`}
        />
        <Row label="Failed checks" value={formatCount(counters().mismatches)} />
      </dl>
      <Show when={server().length > 0}>
        <h3>At the server</h3>
        <dl>
          <For each={server()}>{(figure) => <Row label={figure.label} value={figure.value} />}</For>
        </dl>
      </Show>
    </aside>
  );
}

function Row(props: { label: string; value: string }): JSX.Element {
  return (
    <div class="figure">
      <dt>{props.label}</dt>
      <dd>{props.value}</dd>
    </div>
  );
}

function Chart(props: { label: string; value: string; values: readonly number[] }): JSX.Element {
  return (
    <figure class="chart">
      <figcaption>
        <span>{props.label}</span>
        <strong>{props.value}</strong>
      </figcaption>
      <svg viewBox={`0 -2 ${chartWidth} ${chartHeight + 4}`} aria-hidden="true">
        <path class="line" d={sparkline(props.values, chartWidth, chartHeight, seconds)} />
      </svg>
    </figure>
  );
}
