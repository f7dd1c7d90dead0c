import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { PanelManifest, PanelProps } from "../host/panel.ts";

type PanelComponent = LazyExoticComponent<ComponentType<PanelProps>>;

const components = new Map<string, PanelComponent>();

/** A panel's component, the same at each call, so that it is loaded once. After a load that failed, the next call loads anew. */
export function panelComponent({ id, load }: PanelManifest): PanelComponent {
  const known = components.get(id);
  if (known !== undefined) return known;
  const component = lazy(() =>
    load().catch((cause: unknown) => {
      components.delete(id);
      throw cause;
    }),
  );
  components.set(id, component);
  return component;
}
