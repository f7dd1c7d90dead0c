import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "overview",
  title: "Overview",
  summary: "What moves, why, and what the vault did about it",
  order: 10,
  key: "o",
  load: () => import("./overview-page.tsx"),
};
