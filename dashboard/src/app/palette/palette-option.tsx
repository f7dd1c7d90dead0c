import { useEffect, useRef } from "react";
import type { Command } from "./command.ts";

type OptionProps = {
  readonly id: string;
  readonly command: Command;
  readonly isActive: boolean;
  readonly onChoose: () => void;
};

export function PaletteOption({ id, command, isActive, onChoose }: OptionProps) {
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) option.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  const { group, title, detail, keys = [] } = command;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above, which names the active option
    <div
      ref={option}
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={`palette-option ${isActive ? "is-active" : ""}`}
      data-testid={`command-${command.id}`}
      onClick={onChoose}
    >
      <span className="palette-group">{group}</span>
      <span className="palette-title">{title}</span>
      <span className="palette-detail muted">{detail}</span>
      <span className="palette-keys">
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </span>
    </div>
  );
}
