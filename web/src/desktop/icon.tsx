// SPDX-License-Identifier: GPL-2.0-or-later
import type { JSX } from "solid-js";

import activity from "lucide-static/icons/activity.svg?raw";
import appWindow from "lucide-static/icons/app-window.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import keyboard from "lucide-static/icons/keyboard.svg?raw";
import layoutGrid from "lucide-static/icons/layout-grid.svg?raw";
import maximize from "lucide-static/icons/maximize.svg?raw";
import minus from "lucide-static/icons/minus.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import square from "lucide-static/icons/square.svg?raw";
import terminal from "lucide-static/icons/square-terminal.svg?raw";
import wifi from "lucide-static/icons/wifi.svg?raw";
import wifiOff from "lucide-static/icons/wifi-off.svg?raw";
import x from "lucide-static/icons/x.svg?raw";

const drawings = {
  activity,
  appWindow,
  copy,
  keyboard,
  layoutGrid,
  maximize,
  minus,
  search,
  square,
  terminal,
  wifi,
  wifiOff,
  x,
};
export type IconName = keyof typeof drawings;

// A drawing of the page's own; what it means is said by the text or label beside it.
export function Icon(props: { name: IconName }): JSX.Element {
  return <span class="icon" aria-hidden="true" innerHTML={drawings[props.name]} />;
}

// A window's or program's own picture, or the general one.
export function ProgramIcon(props: { address: string | undefined; fallback?: IconName }): JSX.Element {
  return (
    <span class="program-icon" aria-hidden="true">
      {props.address ? (
        <img src={props.address} alt="" loading="lazy" draggable={false} />
      ) : (
        <Icon name={props.fallback ?? "appWindow"} />
      )}
    </span>
  );
}
