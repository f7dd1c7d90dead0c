import { err, ok, type Result } from "../../contracts/result.ts";
import { type Column, type Columns, decodeColumns, encodeColumns } from "./encode-columns.ts";
import type { EngineState } from "./engine.ts";

/** Rises whenever stored state would be read otherwise: an older snapshot is then no snapshot, and state is rebuilt. */
export const engineVersion = 1;

const viewWidth = 6;

type Header = Omit<EngineState, "graph" | "index" | "rows"> & {
  readonly version: number;
  readonly graph: Pick<EngineState["graph"], "specs"> & {
    readonly nodes: readonly (0 | 1)[];
    readonly views: readonly Omit<EngineState["graph"]["views"][number], "state">[];
  };
  readonly index: Pick<EngineState["index"], "pulses" | "newcomers"> & {
    readonly thresholds: readonly number[];
    readonly stops: readonly EngineState["index"]["stops"][number]["stop"][];
  };
};

/** An engine's state as bytes. What is large is columns; the rest is JSON. */
export function encodeEngine(state: EngineState): Uint8Array<ArrayBuffer> {
  const { graph, index, rows, ...rest } = state;
  const header: Header = {
    ...rest,
    version: engineVersion,
    graph: {
      specs: graph.specs,
      nodes: graph.nodes.map((node) => (node === null ? 0 : 1)),
      views: graph.views.map(({ key, ageMsMax }) => ({ key, ageMsMax })),
    },
    index: {
      pulses: index.pulses,
      newcomers: index.newcomers,
      thresholds: index.thresholds.map(({ node }) => node),
      stops: index.stops.map(({ stop }) => stop),
    },
  };
  const views = Float64Array.from(graph.views.flatMap(({ state: view }) => [...view]));
  const columns: Column[] = [
    rows,
    views,
    ...graph.nodes.filter((node) => node !== null),
    ...index.thresholds.flatMap(({ thresholds, slots, leaves }) => [thresholds, slots, leaves]),
    ...index.stops.flatMap(({ state: stops }) => [stops.peaks, stops.sizes, stops.shares, stops.slots, stops.bits]),
  ];
  return encodeColumns({ header, columns });
}

/** Reads a snapshot back, or says what is wrong with it. */
export function decodeEngine(bytes: Uint8Array<ArrayBuffer>): Result<EngineState, string> {
  const decoded = decodeColumns(bytes);
  if (!decoded.ok) return decoded;
  const header = decoded.value.header as Header;
  if (header.version !== engineVersion) return err(`is of version ${header.version}, this is ${engineVersion}`);
  const reader = new ColumnReader(decoded.value);
  const { version: _version, graph, index, ...rest } = header;
  const rows = reader.words();
  const views = reader.numbers();
  const state: EngineState = {
    ...rest,
    rows,
    graph: {
      specs: graph.specs,
      nodes: graph.nodes.map((isStored) => (isStored === 1 ? reader.numbers() : null)),
      views: graph.views.map((view, at) => ({
        ...view,
        state: views.subarray(at * viewWidth, (at + 1) * viewWidth),
      })),
    },
    index: {
      pulses: index.pulses,
      newcomers: index.newcomers,
      thresholds: index.thresholds.map((node) => ({
        node,
        thresholds: reader.numbers(),
        slots: reader.words(),
        leaves: reader.bytes(),
      })),
      stops: index.stops.map((stop) => ({
        stop,
        state: {
          peaks: reader.numbers(),
          sizes: reader.words(),
          shares: reader.numbers(),
          slots: reader.words(),
          bits: reader.bytes(),
        },
      })),
    },
  };
  return ok(state);
}

/** Columns in the order in which they were written. */
class ColumnReader {
  readonly #columns: readonly Column[];
  #next = 0;

  constructor({ columns }: Columns) {
    this.#columns = columns;
  }

  numbers(): Float64Array<ArrayBuffer> {
    return this.#take() as Float64Array<ArrayBuffer>;
  }

  words(): Uint32Array<ArrayBuffer> {
    return this.#take() as Uint32Array<ArrayBuffer>;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    return this.#take() as Uint8Array<ArrayBuffer>;
  }

  #take(): Column {
    const column = this.#columns[this.#next];
    if (column === undefined) throw new Error("the checksum was right and a column is missing");
    this.#next += 1;
    return column;
  }
}
