import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "pipeline",
  title: "Pipeline",
  summary: "Stages, freshness and dead letters",
  order: 100,
  key: "p",
  load: () => import("./pipeline-page.tsx"),
};
