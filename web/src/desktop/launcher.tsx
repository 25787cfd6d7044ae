// SPDX-License-Identifier: GPL-2.0-or-later
import { createEffect, createMemo, createSignal, For, onMount, Show, type JSX } from "solid-js";

import { ApiError, type Api, type Application } from "./api";
import { Icon, ProgramIcon } from "./icon";
import { searchPrograms } from "./program_search";

interface LauncherProps {
  api: Api;
  programs: readonly Application[] | undefined; // while they are asked for
  close: () => void;
}

type Entry =
  | { readonly kind: "program"; readonly program: Application }
  | { readonly kind: "command"; readonly command: string };

// The installed programs, found by typing (a combobox with its listbox, by WAI-ARIA's pattern).
export function Launcher(props: LauncherProps): JSX.Element {
  const [needle, setNeedle] = createSignal("");
  const [chosen, setChosen] = createSignal(0);
  const [problem, setProblem] = createSignal<string>();
  let search!: HTMLInputElement;
  let list!: HTMLDivElement;

  const entries = createMemo((): Entry[] => {
    const found = searchPrograms(props.programs ?? [], needle());
    const shown = found.map((program): Entry => ({ kind: "program", program }));
    const command = needle().trim();
    return command === "" ? shown : [...shown, { kind: "command", command }];
  });

  onMount(() => search.focus());
  createEffect(() => {
    list.children[chosen()]?.scrollIntoView({ block: "nearest" });
  });

  const launch = async (entry: Entry | undefined): Promise<void> => {
    if (!entry) return;
    setProblem(undefined);
    try {
      await props.api.launch(
        entry.kind === "program" ? { id: entry.program.id } : { command: entry.command },
      );
      props.close();
    } catch (error) {
      setProblem(explain(error));
    }
  };
  const key = (event: KeyboardEvent): void => {
    const last = entries().length - 1;
    switch (event.key) {
      case "ArrowDown":
        setChosen((index) => Math.min(index + 1, last));
        break;
      case "ArrowUp":
        setChosen((index) => Math.max(index - 1, 0));
        break;
      case "Enter":
        void launch(entries()[chosen()]);
        break;
      case "Escape":
        props.close();
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  return (
    <>
      <div class="veil" onPointerDown={() => props.close()} />
      <div class="launcher panel" role="dialog" aria-label="Programs" onKeyDown={key}>
        <label class="search">
          <Icon name="search" />
          <input
            ref={search}
            type="text"
            role="combobox"
            aria-label="Search programs, or type a command"
            aria-expanded="true"
            aria-controls="programs"
            aria-activedescendant={`program-${chosen()}`}
            placeholder="Search programs, or type a command"
            autocomplete="off"
            spellcheck={false}
            value={needle()}
            onInput={(event) => {
              setNeedle(event.currentTarget.value);
              setChosen(0);
            }}
          />
        </label>
        <Show when={problem()}>
          {(text) => (
            <p class="problem" role="alert">
              {text()}
            </p>
          )}
        </Show>
        <div ref={list} class="programs" id="programs" role="listbox" aria-label="Programs">
          <For each={entries()}>
            {(entry, index) => (
              <div
                class="program"
                id={`program-${index()}`}
                role="option"
                aria-selected={index() === chosen()}
                onPointerMove={() => setChosen(index())}
                onClick={() => void launch(entry)}
              >
                <EntryText entry={entry} api={props.api} />
              </div>
            )}
          </For>
        </div>
        <Show when={props.programs?.length === 0 && needle() === "" && !problem()}>
          <p class="hint">No programs with a menu entry are installed. Type a command to run it.</p>
        </Show>
      </div>
    </>
  );
}

function EntryText(props: { entry: Entry; api: Api }): JSX.Element {
  const name = (): string =>
    props.entry.kind === "program" ? props.entry.program.name : `Run “${props.entry.command}”`;
  const comment = (): string =>
    props.entry.kind === "program" ? props.entry.program.comment : "As a command, without a shell";
  const icon = (): string | undefined =>
    props.entry.kind === "program" ? props.api.iconAddress(props.entry.program) : undefined;
  return (
    <>
      <Show
        when={props.entry.kind === "program"}
        fallback={
          <span class="program-icon">
            <Icon name="terminal" />
          </span>
        }
      >
        <ProgramIcon address={icon()} name={name()} />
      </Show>
      <span class="program-text">
        <span class="program-name">{name()}</span>
        <span class="program-comment">{comment()}</span>
      </span>
    </>
  );
}

function explain(error: unknown): string {
  return error instanceof ApiError ? error.message : "The session's answer makes no sense.";
}
