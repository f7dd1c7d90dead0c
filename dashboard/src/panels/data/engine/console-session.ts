import type { Host } from "../../../host/panel.ts";
import type { DatasetAnswer } from "../catalogue/answers.ts";
import { chooseFiles, type Days, measureFiles } from "../catalogue/choose-files.ts";
import { describeError, type Names } from "../query/describe-error.ts";
import { splitStatements } from "../query/split-statements.ts";
import { readResult } from "../result/read-result.ts";
import { type ConsoleState, type LoadedTable, offState, type QueryState } from "./console-state.ts";
import { EngineEntry } from "./engine-entry.ts";
import { loadDataset } from "./load-dataset.ts";
import { type Answer, runStatement } from "./run-statement.ts";
import type { Engine } from "./start-engine.ts";
import { dropTableSql } from "./table-sql.ts";

type Loader = Pick<Host, "load" | "loadBytes">;

/** A cancelled query that does not stop within this time is ended with its engine. */
const graceMs = 2_000;

/** One engine with its tables and the query that runs in it. One thing happens at a time. */
export class ConsoleSession {
  #state: ConsoleState = offState;
  readonly #listeners = new Set<() => void>();
  #engine: Engine | null = null;
  #runs = 0;
  #isCancelled = false;
  #abandon: ((reason: Error) => void) | null = null;

  readonly read = (): ConsoleState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Starts the engine where it does not run. */
  async start(loader: Loader): Promise<boolean> {
    if (this.#engine !== null) return true;
    this.#change({ engine: { phase: "starting", share: 0 } });
    const entry = await loader.load("/v1/console", EngineEntry);
    const { startEngine } = await import("./start-engine.ts");
    const started = entry.ok
      ? await startEngine(loader, entry.value, (share) => this.#change({ engine: { phase: "starting", share } }))
      : entry;
    if (!started.ok) {
      this.#change({ engine: { phase: "failed", detail: started.error.detail } });
      return false;
    }
    this.#engine = started.value;
    this.#change({ engine: { phase: "ready", version: started.value.version } });
    return true;
  }

  /** Makes the tables those of `datasets`: loads what is missing, drops what is no longer wanted. */
  async fill(loader: Loader, datasets: readonly DatasetAnswer[], days: Days, notices: readonly string[]) {
    if (this.#engine === null) return false;
    this.#change({ notices });
    for (const name of [...this.#state.tables.keys()]) {
      if (!datasets.some(({ dataset }) => dataset === name)) await this.#drop(this.#engine, name);
    }
    for (const dataset of datasets) {
      if (isLoaded(this.#state.tables.get(dataset.dataset), dataset, days)) continue;
      if (!(await this.#load(this.#engine, loader, dataset, days))) return false;
    }
    return true;
  }

  async run(text: string, names: Omit<Names, "tables">): Promise<void> {
    const engine = this.#engine;
    const { query } = this.#state;
    if (engine === null || query.phase === "running") return;
    this.#isCancelled = false;
    this.#query({ phase: "running", isCancelling: false, before: query.phase === "done" ? query : null });
    const startedAt = performance.now();
    const statements = splitStatements(text);
    let offset = 0;
    try {
      let answer: Answer | null = null;
      for (const statement of statements) {
        offset = statement.offset;
        answer = await this.#orAbandoned(runStatement(engine, statement.sql, () => this.#isCancelled));
      }
      if (answer === null) throw new Error("There is no statement.");
      const result = readResult(answer.messages, answer.isWhole);
      this.#runs += 1;
      this.#query({ phase: "done", run: this.#runs, result, elapsedMs: performance.now() - startedAt });
    } catch (cause) {
      if (this.#isCancelled) return this.#query({ phase: "cancelled", wasEnded: this.#engine === null });
      const message = cause instanceof Error ? cause.message : String(cause);
      const error = describeError(message, text, offset, { ...names, tables: [...this.#state.tables.keys()] });
      this.#query({ phase: "failed", text, error });
    } finally {
      this.#abandon = null;
    }
  }

  /** Stops the query. An engine that does not listen is ended; its tables go with it. */
  cancel(): void {
    const { query } = this.#state;
    if (query.phase !== "running" || this.#engine === null) return;
    this.#isCancelled = true;
    this.#query({ ...query, isCancelling: true });
    const { db, connection } = this.#engine;
    void db.cancelPendingQuery(connection).catch(() => {});
    const abandon = this.#abandon;
    window.setTimeout(() => {
      if (this.#abandon !== abandon || this.#state.query.phase !== "running") return;
      this.end();
      abandon?.(new Error("the engine was ended"));
    }, graceMs);
  }

  /** Ends the engine; the next run starts another. */
  end(): void {
    this.#engine?.end();
    this.#engine = null;
    this.#change({ engine: { phase: "off" }, tables: new Map(), loading: null });
  }

  async #load(engine: Engine, loader: Loader, dataset: DatasetAnswer, days: Days): Promise<boolean> {
    const name = dataset.dataset;
    const files = chooseFiles(dataset.files, days);
    const { bytes } = measureFiles(files);
    const onProgress = (loaded: number) => this.#change({ loading: { dataset: name, loaded, total: bytes } });
    onProgress(0);
    const loaded = await loadDataset(engine, loader, dataset, files, onProgress).catch((cause: unknown) => ({
      ...{ ok: false as const, error: cause instanceof Error ? cause.message : String(cause) },
    }));
    this.#change({ loading: null });
    if (!loaded.ok) {
      await this.#drop(engine, name);
      this.#change({ notices: [...this.#state.notices, `${name} could not be loaded. ${loaded.error}`] });
      return false;
    }
    const columns = dataset.fields.map((field) => field.name);
    const version = dataset.snapshot?.version ?? null;
    const table: LoadedTable = { version, days, rows: loaded.value, bytes, columns };
    this.#change({ tables: new Map([...this.#state.tables, [name, table]]) });
    return true;
  }

  async #drop(engine: Engine, name: string): Promise<void> {
    await engine.db.runQuery(engine.connection, dropTableSql(name));
    this.#change({ tables: new Map([...this.#state.tables].filter(([each]) => each !== name)) });
  }

  /** An ended engine answers nothing: whoever waits is told. */
  #orAbandoned<T>(work: Promise<T>): Promise<T> {
    const abandoned = new Promise<never>((_, reject) => {
      this.#abandon = reject;
    });
    return Promise.race([work, abandoned]);
  }

  #query(query: QueryState): void {
    this.#change({ query });
  }

  #change(changes: Partial<ConsoleState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }
}

const isLoaded = (table: LoadedTable | undefined, { snapshot }: DatasetAnswer, { from, to }: Days): boolean =>
  table !== undefined &&
  table.version === (snapshot?.version ?? null) &&
  table.days.from === from &&
  table.days.to === to;
