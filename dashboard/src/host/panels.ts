import { orderPanels } from "./order-panels.ts";
import type { PanelManifest } from "./panel.ts";

const modules = import.meta.glob<{ readonly manifest: PanelManifest }>("../panels/*/manifest.ts", { eager: true });

/** Every panel there is, in the order of the menu: a folder under `panels/` is enough to be one. */
export const panels: readonly PanelManifest[] = orderPanels(
  Object.entries(modules).map(([path, { manifest }]) => ({ folder: path.split("/").at(-2) ?? "", manifest })),
);
