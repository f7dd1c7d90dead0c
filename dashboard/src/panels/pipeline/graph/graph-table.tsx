import { TableScroll } from "../../../components/table-scroll.tsx";
import type { NodeState } from "./node-state.ts";
import type { PipelineGraph, PipelineNode } from "./pipeline-graph.ts";

/** The drawing in words: each part, how it is, what leads to it and where it leads. */
export function GraphTable({
  graph,
  stateOf,
}: {
  readonly graph: PipelineGraph;
  readonly stateOf: (node: PipelineNode) => NodeState;
}) {
  const nameOf = (id: string): string => id.slice(id.indexOf(":") + 1);
  const list = (ids: readonly string[]): string => (ids.length === 0 ? "–" : ids.map(nameOf).join(", "));
  return (
    <TableScroll label="Parts of the pipeline">
      <table className="number-table number-table-wide" data-testid="graph-table">
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Kind</th>
            <th scope="col">State</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Set aside to</th>
          </tr>
        </thead>
        <tbody>
          {graph.nodes.map((node) => {
            const out = graph.edges.filter(({ from }) => from === node.id);
            return (
              <tr key={node.id}>
                <th scope="row">{node.name}</th>
                <td>{node.kind}</td>
                <td>{stateOf(node).words}</td>
                <td>{list(graph.edges.filter(({ to }) => to === node.id).map(({ from }) => from))}</td>
                <td>{list(out.filter(({ kind }) => kind !== "aside").map(({ to }) => to))}</td>
                <td>{list(out.filter(({ kind }) => kind === "aside").map(({ to }) => to))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </TableScroll>
  );
}
