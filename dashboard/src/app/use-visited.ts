import { useState } from "react";
import type { PanelManifest, Params } from "../host/panel.ts";
import type { Route } from "../host/route.ts";

export type Visited = {
  /** The panels that are in the page: the present one, and those visited before that stay. */
  readonly shown: readonly PanelManifest[];
  /** How a panel was left: the menu leads back to it. Of the present one nothing: the menu leads to its beginning. */
  readonly lastParams: (panel: string) => Params;
};

/** Which panels were opened, and with which params each was left. */
export function useVisited(panels: readonly PanelManifest[], { panel, params }: Route): Visited {
  const [visited, setVisited] = useState<ReadonlyMap<string, Params>>(() => new Map([[panel, params]]));
  if (visited.get(panel) !== params) setVisited(new Map([...visited, [panel, params]]));
  return {
    shown: panels.filter(({ id, stays = false }) => id === panel || (stays && visited.has(id))),
    lastParams: (id) => (id === panel ? {} : (visited.get(id) ?? {})),
  };
}
