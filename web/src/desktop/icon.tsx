// SPDX-License-Identifier: GPL-2.0-or-later
import { createSignal, Show, type JSX } from "solid-js";

import activity from "lucide-static/icons/activity.svg?raw";
import copy from "lucide-static/icons/copy.svg?raw";
import keyboard from "lucide-static/icons/keyboard.svg?raw";
import layoutGrid from "lucide-static/icons/layout-grid.svg?raw";
import maximize from "lucide-static/icons/maximize.svg?raw";
import minus from "lucide-static/icons/minus.svg?raw";
import search from "lucide-static/icons/search.svg?raw";
import square from "lucide-static/icons/square.svg?raw";
import terminal from "lucide-static/icons/square-terminal.svg?raw";
import wifiOff from "lucide-static/icons/wifi-off.svg?raw";
import x from "lucide-static/icons/x.svg?raw";

const drawings = {
  activity,
  copy,
  keyboard,
  layoutGrid,
  maximize,
  minus,
  search,
  square,
  terminal,
  wifiOff,
  x,
};
export type IconName = keyof typeof drawings;

// A drawing of the page's own; what it means is said by the text or label beside it.
export function Icon(props: { name: IconName }): JSX.Element {
  return <span class="icon" aria-hidden="true" innerHTML={drawings[props.name]} />;
}

// A window's or program's own picture; without one, or where it cannot be loaded, its first letter
// on a colour that its name decides.
export function ProgramIcon(props: { address: string | undefined; name: string }): JSX.Element {
  const [broken, setBroken] = createSignal<string>();
  const address = (): string | undefined =>
    props.address === broken() ? undefined : props.address;
  return (
    <span class="program-icon" aria-hidden="true">
      <Show when={address()} fallback={<Letter name={props.name} />}>
        {(shown) => (
          <img src={shown()} alt="" draggable={false} onError={() => setBroken(props.address)} />
        )}
      </Show>
    </span>
  );
}

function Letter(props: { name: string }): JSX.Element {
  const letter = (): string => /\p{L}|\p{N}/u.exec(props.name)?.[0].toUpperCase() ?? "?";
  const hue = (): number =>
    [...props.name.matchAll(/./gu)].reduce(
      (sum, [c]) => (sum * 31 + (c.codePointAt(0) ?? 0)) % 360,
      0,
    );
  return (
    <span class="letter" style={{ "--hue": `${hue()}` }}>
      {letter()}
    </span>
  );
}
