import type { PanelManifest } from "../../host/panel.ts";

export const manifest: PanelManifest = {
  id: "clusters",
  title: "Clusters",
  summary: "What moves together: network, tree, heat map, communities, weights, and what became of clusters",
  order: 40,
  key: "c",
  load: () => import("./clusters-page.tsx"),
};
