import { useRef } from "react";
import type { PanelManifest } from "../../host/panel.ts";
import { MenuLink } from "./menu-link.tsx";

export type MenuProps = {
  readonly panels: readonly PanelManifest[];
  readonly current: string;
  readonly hrefOf: (panel: string) => string;
};

/** So many fit in the bar of a phone, beside "More". */
const barCount = 4;

/** All views: beside the page, or on a phone a bar below it, where "More" opens the rest. */
export function Menu({ panels, current, hrefOf }: MenuProps) {
  const rest = useRef<HTMLUListElement>(null);
  const links = panels.map((panel) => (
    <MenuLink
      key={panel.id}
      panel={panel}
      href={hrefOf(panel.id)}
      isCurrent={panel.id === current}
      onFollow={() => {
        if (rest.current?.matches(":popover-open") === true) rest.current.hidePopover();
      }}
    />
  ));
  const isInRest = panels.findIndex(({ id }) => id === current) >= barCount;
  return (
    <nav className="menu" aria-label="Views">
      <ul className="menu-list">{links.slice(0, barCount)}</ul>
      {links.length > barCount ? (
        <>
          <button
            type="button"
            className={`menu-link menu-button ${isInRest ? "is-current" : ""}`}
            data-testid="menu-more"
            popoverTarget="menu-rest"
          >
            More
          </button>
          {/* Beside the page it is a list like the other; on a phone it opens over the page, and Escape shuts it. */}
          <ul className="menu-list menu-rest" id="menu-rest" popover="auto" ref={rest}>
            {links.slice(barCount)}
          </ul>
        </>
      ) : null}
    </nav>
  );
}
