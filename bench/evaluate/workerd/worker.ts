import { filledTick } from "../fill-shard.ts";
import { type Readings, walkPrices } from "../market.ts";
import type { Kind } from "../population.ts";
import { toSampleMessages } from "../sample-messages.ts";
import { BenchRegistry } from "./bench-registry.ts";
import { CoreRun } from "./core-run.ts";

export { BenchRegistry };

/** What the Worker does on `POST /<command>`: the numbers come as JSON. */
export type Commands = {
  readonly empty: Record<string, never>;
  readonly build: { readonly kind: Kind; readonly n: number; readonly ticks: number };
  readonly "step-engine": { readonly count: number };
  readonly "step-loop": { readonly count: number };
  readonly fill: { readonly n: number };
  readonly apply: { readonly n: number; readonly from: number; readonly count: number };
  /** As many calls with as many samples as `apply`, which change nothing. */
  readonly ignore: { readonly n: number; readonly from: number; readonly count: number };
};

type BenchEnv = { readonly REGISTRY: DurableObjectNamespace<BenchRegistry> };

let run: CoreRun | undefined;
let walk: readonly Readings[] = [];

const handlers: { readonly [Name in keyof Commands]: (input: Commands[Name], env: BenchEnv) => Promise<unknown> } = {
  empty: async () => null,
  build: async (input) => {
    run = undefined;
    run = new CoreRun(input);
    return null;
  },
  "step-engine": async ({ count }) => built().stepEngine(count),
  "step-loop": async ({ count }) => built().stepLoop(count),
  fill: async ({ n }, env) => registryOf(env, n).fill(n),
  apply: async ({ n, from, count }, env) => {
    let fires = 0;
    const registry = registryOf(env, n);
    for (const message of messages(from, count)) fires += (await registry.apply(message)).fires;
    return fires;
  },
  ignore: async ({ n, from, count }, env) => {
    const registry = registryOf(env, n);
    for (const message of messages(from, count)) await registry.ignore(message);
    return null;
  },
};

export default {
  async fetch(request, env) {
    const name = new URL(request.url).pathname.slice(1);
    const handler = handlers[name as keyof Commands] as
      | ((input: unknown, env: BenchEnv) => Promise<unknown>)
      | undefined;
    if (handler === undefined) return new Response(`there is no command ${name}`, { status: 404 });
    return Response.json((await handler(await request.json(), env)) ?? null);
  },
} satisfies ExportedHandler<BenchEnv>;

function built(): CoreRun {
  if (run === undefined) throw new Error("nothing is built");
  return run;
}

const registryOf = (env: BenchEnv, n: number) => env.REGISTRY.getByName(`bench-${n}`);

/** Of `count` ticks after as many as `from`. */
function messages(from: number, count: number) {
  if (walk.length < from + count) walk = walkPrices(from + count + 100);
  return walk.slice(from, from + count).flatMap((prices, at) => toSampleMessages(filledTick + 1 + from + at, prices));
}
