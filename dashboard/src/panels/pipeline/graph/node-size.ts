import type { Size } from "./lay-out-graph.ts";

export const nodeSize: Size = { nodeWidth: 124, nodeHeight: 40, columnGap: 30, rowGap: 12 };
