import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "world",
  title: "World",
  summary: "Map and feed of events, factors, prediction markets",
  order: 30,
  key: "w",
  load: () => import("./world-page.tsx"),
};
