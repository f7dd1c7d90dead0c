import type { Host } from "../../../host/panel.ts";
import type { GraphLayout } from "./lay-out-graph.ts";
import { nodeSize } from "./node-size.ts";
import type { NodeState } from "./node-state.ts";
import { nodeTarget } from "./node-target.ts";
import type { PipelineEdge, PipelineNode } from "./pipeline-graph.ts";

type DrawingProps = {
  readonly nodes: ReadonlyMap<string, PipelineNode>;
  readonly layout: GraphLayout<PipelineEdge>;
  readonly stateOf: (node: PipelineNode) => NodeState;
  readonly hrefOf: Host["hrefOf"];
};

/** The pipeline from left to right. Nodes are links, in the order in which they are read. */
export function GraphDrawing({ nodes, layout, stateOf, hrefOf }: DrawingProps) {
  const { width, height } = layout;
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: its nodes are links with names of their own, and the list of them is named around it
    <svg
      className="pipe-graph"
      viewBox={`-2 -2 ${width + 4} ${height + 4}`}
      width={width + 4}
      height={height + 4}
      data-testid="pipeline-graph"
    >
      <g>
        {layout.edges.map(({ edge, path }) => (
          <path key={`${edge.from} ${edge.to}`} className={`pipe-edge pipe-edge-${edge.kind}`} d={path} />
        ))}
      </g>
      {layout.nodes.map(({ id, x, y }) => {
        const node = nodes.get(id);
        return node === undefined ? null : (
          <GraphNode key={id} node={node} x={x} y={y} state={stateOf(node)} hrefOf={hrefOf} />
        );
      })}
    </svg>
  );
}

type NodeProps = {
  readonly node: PipelineNode;
  readonly x: number;
  readonly y: number;
  readonly state: NodeState;
  readonly hrefOf: Host["hrefOf"];
};

function GraphNode({ node, x, y, state, hrefOf }: NodeProps) {
  const { nodeWidth, nodeHeight } = nodeSize;
  const target = nodeTarget(node);
  const isRound = node.kind === "cron" || node.kind === "queue";
  const body = (
    <>
      <rect width={nodeWidth} height={nodeHeight} rx={isRound ? nodeHeight / 2 : 6} />
      <text className="pipe-node-name" x={nodeWidth / 2} y={17} textAnchor="middle">
        {node.name}
      </text>
      <text className="pipe-node-words" x={nodeWidth / 2} y={32} textAnchor="middle">
        {state.words}
      </text>
    </>
  );
  const shared = {
    className: `pipe-node pipe-node-${node.kind} pipe-tone-${state.tone}`,
    transform: `translate(${x} ${y})`,
    "data-testid": `node-${node.id}`,
  };
  if (target === null) return <g {...shared}>{body}</g>;
  return (
    <a {...shared} href={hrefOf("pipeline", target.params)} aria-description={target.words}>
      {body}
    </a>
  );
}
