import { pipelines } from "../../../../../contracts/pipelines.gen.ts";
import { Panel } from "../../../components/panel.tsx";
import { TableScroll } from "../../../components/table-scroll.tsx";
import { TableTwin } from "../../../components/table-twin.tsx";
import type { Host } from "../../../host/panel.ts";
import { GraphDrawing } from "./graph-drawing.tsx";
import { GraphTable } from "./graph-table.tsx";
import { layOutGraph } from "./lay-out-graph.ts";
import { nodeSize } from "./node-size.ts";
import { stateOf } from "./node-state.ts";
import { buildPipelineGraph, type PipelineNode } from "./pipeline-graph.ts";

const graph = buildPipelineGraph(pipelines);
const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
const layout = layOutGraph([...nodes.keys()], graph.edges, nodeSize);

/** What hands what to whom, each part with how it is. */
export function GraphTab({ host }: { readonly host: Host }) {
  const { health, freshness } = host.state;
  const known = { health: health.data, readings: freshness.data?.readings ?? [] };
  const ofNode = (node: PipelineNode) => stateOf(node, known);
  const bad = graph.nodes.filter((node) => ["warn", "bad"].includes(ofNode(node).tone));
  return (
    <Panel title="From schedule to store" storedAtMs={health.storedAtMs ?? freshness.storedAtMs}>
      <p className="pipe-said" data-testid="graph-said">
        {health.data === null
          ? "How the parts are is not known yet."
          : bad.length === 0
            ? "Every part whose state is known is well."
            : `${bad.length} of ${graph.nodes.length} parts need a look: ${bad
                .map((node) => `${node.name} (${ofNode(node).words})`)
                .join(", ")}.`}
      </p>
      <TableScroll label="Drawing of the pipeline">
        <nav aria-label="The pipeline from left to right: schedules, stages, queues and stores">
          <GraphDrawing nodes={nodes} layout={layout} stateOf={ofNode} hrefOf={host.hrefOf} />
        </nav>
      </TableScroll>
      <p className="panel-foot muted">
        Ovals are schedules and queues, boxes are stages, dashed boxes are stores. Dashed lines go where a message is
        set aside. A stage opens its lag, a queue its dead letters.
      </p>
      <TableTwin summary="The drawing as a table">{() => <GraphTable graph={graph} stateOf={ofNode} />}</TableTwin>
    </Panel>
  );
}
