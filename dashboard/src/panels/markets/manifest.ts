import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "markets",
  title: "Markets",
  summary: "All assets; one of them with its line and its sources",
  order: 20,
  key: "m",
  load: () => import("./markets-page.tsx"),
};
