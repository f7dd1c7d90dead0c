import { type KeyboardEvent, useId, useState } from "react";
import { Modal } from "../modal.tsx";
import type { Command, CommandAct } from "./command.ts";
import { matchCommands } from "./match-commands.ts";
import { PaletteOption } from "./palette-option.tsx";

type PaletteProps = {
  readonly commands: readonly Command[];
  readonly onAct: (act: CommandAct) => void;
  readonly onClose: () => void;
};

/** More than anyone reads; who wants others types on. */
const shownMax = 40;

/** Finds a view, an asset or a setting by a few of its letters. */
export function Palette({ commands, onAct, onClose }: PaletteProps) {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const listId = useId();
  const found = matchCommands(query, commands);
  const shown = found.slice(0, shownMax);
  const optionId = (index: number): string => `${listId}-${index}`;

  return (
    <Modal label="Search" className="palette" onClose={onClose}>
      {(close) => {
        const choose = (command: Command | undefined): void => {
          if (command === undefined) return;
          close();
          onAct(command.act);
        };
        const onKeyDown = (event: KeyboardEvent): void => {
          if (event.nativeEvent.isComposing) return;
          const step = stepOf(event.key);
          if (step !== 0 && shown.length > 0) setActive((active + step + shown.length) % shown.length);
          else if (event.key === "Enter") choose(shown[active]);
          else return;
          event.preventDefault();
        };
        return (
          <>
            <input
              className="palette-input"
              type="text"
              role="combobox"
              aria-label="View, asset or setting"
              aria-expanded="true"
              aria-controls={listId}
              aria-autocomplete="list"
              aria-activedescendant={shown.length === 0 ? undefined : optionId(active)}
              placeholder="View, asset or setting"
              autoComplete="off"
              spellCheck={false}
              value={query}
              onChange={({ target }) => {
                setQuery(target.value);
                setActive(0);
              }}
              onKeyDown={onKeyDown}
            />
            <div className="palette-list" role="listbox" aria-label="Found" id={listId}>
              {shown.map((command, index) => (
                <PaletteOption
                  key={command.id}
                  id={optionId(index)}
                  command={command}
                  isActive={index === active}
                  onChoose={() => choose(command)}
                />
              ))}
            </div>
            <p className="palette-foot muted" role="status">
              {describeFound(found.length)}
            </p>
          </>
        );
      }}
    </Modal>
  );
}

function stepOf(key: string): number {
  if (key === "ArrowDown") return 1;
  return key === "ArrowUp" ? -1 : 0;
}

function describeFound(count: number): string {
  if (count === 0) return "Nothing of that name. Try fewer letters.";
  return count > shownMax ? `${shownMax} of ${count}; type on for the others` : `${count} found`;
}
