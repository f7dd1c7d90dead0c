import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "cascades",
  title: "Cascades",
  summary: "What follows what, and how a shock of one asset arrives at the others",
  order: 50,
  key: "a",
  // A half-written scenario is there on return.
  stays: true,
  load: () => import("./cascades-page.tsx"),
};
