import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "data",
  title: "Data",
  summary: "SQL over the exported history, in this browser",
  order: 90,
  key: "d",
  stays: true,
  load: () => import("./data-panel.tsx"),
};
