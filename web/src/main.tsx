// SPDX-License-Identifier: GPL-2.0-or-later
import { createRoot } from "solid-js";
import { render } from "solid-js/web";

import { Api } from "./desktop/api";
import { App } from "./desktop/app";
import { Desktop } from "./desktop/desktop";
import { Layout } from "./desktop/layout";
import { Painter } from "./desktop/painter";
import { Link } from "./link/link";

import "./styles/theme.css";
import "./styles/windows.css";
import "./styles/tools.css";

const painter = new Painter();
const desktop = new Desktop(painter, (input) => link.send(input));
const link = new Link({
  linkChanged: (state) => desktop.linkChanged(state),
  updated: (update) => desktop.apply(update),
});
const layout = createRoot(() => new Layout(desktop));
const base = document.baseURI;

const page = document.getElementById("page");
if (!page) throw new Error("index.html has no #page");
render(
  () => (
    <App
      desktop={desktop}
      layout={layout}
      painter={painter}
      api={new Api(base)}
      retry={() => link.retry()}
    />
  ),
  page,
);

// The room is measured by now; the session learns its size with the first message.
layout.roomChanged(document.querySelector(".room")?.getBoundingClientRect() ?? new DOMRect());
link.open(base, layout.viewport());
addEventListener("online", () => link.retry());
