import type { JournalRecords } from "../../../contracts/journal-records.ts";
import { pipelines } from "../../../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../../../contracts/pipelines-file.ts";
import type { SourceRun } from "../../../contracts/source-run.ts";
import type { EdgeEnv } from "../../../worker/bindings.ts";
import { scheduledStages } from "../../../worker/schedules.ts";
import { createShell } from "../../../worker/shell.ts";
import { declareMarket } from "../declare-market.ts";
import { createMarket, type MarketSize } from "../market.ts";
import { countCalls } from "./count-calls.ts";

export { LiveFeedActor } from "../../../worker/live-feed-actor.ts";
export { SourceMemoryActor } from "../../../worker/source-memory-actor.ts";

/** What the Worker does on `POST /<command>`. */
export type Commands = {
  readonly empty: { readonly input: Record<string, never>; readonly output: null };
  /** From now on these are the assets and sources of the pipeline. */
  readonly declare: { readonly input: MarketSize; readonly output: null };
  /** The whole scheduled run, as the edge Worker does it. `isCounted`: with a count of what goes out, which costs CPU. */
  readonly window: {
    readonly input: { readonly endMs: number; readonly isCounted: boolean };
    readonly output: WindowReport;
  };
};

export type WindowReport = {
  readonly outcome: string;
  readonly note: string;
  /** Calls of bindings: objects, the cache, sends to queues. */
  readonly bindingCalls: number;
  readonly bytesSent: number;
  /** As the journal is told. */
  readonly runs: readonly SourceRun[];
  /** Whatever was logged as an error. */
  readonly errors: readonly string[];
};

const stage: string = "ingest";
const fileSources: PipelinesFile["sources"] = structuredClone(pipelines.sources);

async function runWindow(env: EdgeEnv, { endMs, isCounted }: Commands["window"]["input"]): Promise<WindowReport> {
  const run = scheduledStages[stage];
  if (run === undefined) throw new Error(`nothing runs the stage ${stage}`);
  const errors: string[] = [];
  const runs: SourceRun[] = [];
  let [bindingCalls, bytesSent] = [0, 0];
  const counted = isCounted
    ? countCalls(env, () => {
        bindingCalls += 1;
      })
    : env;
  const shell = createShell(counted);
  const { error } = console;
  console.error = (...said) => void errors.push(said.join(" ").slice(0, 300));
  try {
    const { outcome, note } = await run(counted, "*/2 * * * *", endMs, {
      ...shell,
      log: (entry) => void (entry.level === "error" && errors.push(JSON.stringify(entry).slice(0, 300))),
      send: async (queue, sent) => {
        for (const message of isCounted ? sent : []) {
          bytesSent += new TextEncoder().encode(JSON.stringify(message)).length;
          if (queue === "journal") runs.push(...listRuns(message as JournalRecords));
        }
        await shell.send(queue, sent);
      },
    });
    return { outcome, note, bindingCalls, bytesSent, runs, errors };
  } finally {
    console.error = error;
  }
}

const listRuns = ({ body }: JournalRecords): readonly SourceRun[] =>
  body.records.flatMap((record) => (record.table === "source_runs" ? [record.row] : []));

const handlers: {
  readonly [Name in keyof Commands]: (
    input: Commands[Name]["input"],
    env: EdgeEnv,
  ) => Promise<Commands[Name]["output"]>;
} = {
  empty: async () => null,
  declare: async (size) => {
    // The wiring reads the project's file anew in each run.
    Object.assign(pipelines, declareMarket(createMarket(size), fileSources));
    return null;
  },
  window: (input, env) => runWindow(env, input),
};

export default {
  async fetch(request, env) {
    const name = new URL(request.url).pathname.slice(1);
    const handler = handlers[name as keyof Commands] as
      | ((input: unknown, env: EdgeEnv) => Promise<unknown>)
      | undefined;
    if (handler === undefined) return new Response(`there is no command ${name}`, { status: 404 });
    return Response.json(await handler(await request.json(), env));
  },
} satisfies ExportedHandler<EdgeEnv>;
