import { type ReactNode, useEffect } from "react";
import type { Host } from "../../host/panel.ts";

const parts = {
  casts: "Casts",
  positions: "Positions",
  triggers: "Triggers",
  keys: "Keys",
  money: "Limits and money",
  rules: "Rules",
  people: "People",
  log: "Log",
} as const;
type PartName = keyof typeof parts;

const idOf = (name: string): string => `vault-${name}`;

/** A part of the long screen, which links and the address lead to. */
export function Part({ name, children }: { readonly name: PartName; readonly children: ReactNode }) {
  return (
    <div id={idOf(name)} className="vp-part" tabIndex={-1}>
      {children}
    </div>
  );
}

/** Links to the parts. Each is an address: `#/vault?part=keys` opens the screen there. */
export function PartLinks({ host: { params, hrefOf } }: { readonly host: Host }) {
  const { part } = params;
  useEffect(() => {
    if (part !== undefined) goTo(part);
  }, [part]);
  return (
    <nav className="vp-parts" aria-label="Parts of the vault">
      {Object.entries(parts).map(([name, title]) => (
        <a
          key={name}
          href={hrefOf("vault", { ...params, part: name })}
          onClick={() => {
            // The address does not change where the reader has gone there before.
            if (name === part) goTo(name);
          }}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}

function goTo(part: string): void {
  const place = document.getElementById(idOf(part));
  place?.scrollIntoView();
  place?.focus({ preventScroll: true });
}
