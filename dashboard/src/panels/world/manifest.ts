import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "world",
  title: "World",
  summary: "Stories, prediction markets and factors",
  order: 30,
  key: "w",
  load: () => import("./world-page.tsx"),
};
