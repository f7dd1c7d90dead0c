import { CronPattern } from "croner";
import { messageContracts } from "../../contracts/catalogue.ts";
import type { PipelinesFile } from "../../contracts/pipelines-file.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import { type PipelineProblem, problemAt } from "./load.ts";

/** What the check asks of the world outside the file. */
export type CheckDeps = { readonly moduleExists: (path: string) => boolean };

type Report = (path: readonly string[], message: string) => void;

/** Workers may have this many schedules; Cloudflare allows more to accounts that ask. */
const cronsPerWorkerMax = 250;

/** Everything that the schema alone cannot see: edges, consumers, contracts, secrets, names, limits. */
export function checkPipelines(file: PipelinesFile, text: string, deps: CheckDeps): readonly PipelineProblem[] {
  const problems: PipelineProblem[] = [];
  const report: Report = (path, message) => void problems.push(problemAt(text, path, message));
  checkEdges(file, report);
  checkQueues(file, report);
  checkCrons(file, report);
  checkNames(file, report);
  checkSources(file, report);
  checkModules(file, report, deps);
  return problems;
}

function checkEdges(file: PipelinesFile, report: Report): void {
  for (const [name, stage] of Object.entries(file.stages)) {
    for (const direction of ["consumes", "emits"] as const) {
      for (const [queueName, contract] of Object.entries(stage[direction])) {
        const path = ["stages", name, direction, queueName];
        const queue = file.queues[queueName];
        if (messageContracts[contract] === undefined) report(path, `there is no contract ${contract}`);
        if (queue === undefined) report(path, `there is no queue ${queueName}`);
        else if (queue.contract !== contract)
          report(path, `queue ${queueName} carries ${queue.contract}, not ${contract}`);
      }
    }
    if (stage.cron === undefined && Object.keys(stage.consumes).length === 0) {
      report(["stages", name], "nothing starts this stage: it has neither a cron nor a queue");
    }
    const { freshness } = stage;
    checkFreshness(["stages", name, "freshness"], freshness, report);
  }
}

function checkFreshness(
  path: readonly string[],
  limits: { readonly warn: string; readonly error: string } | undefined,
  report: Report,
): void {
  if (limits && (parseDurationMs(limits.warn) ?? 0) >= (parseDurationMs(limits.error) ?? 0)) {
    report(path, "warn must be shorter than error");
  }
}

function checkQueues(file: PipelinesFile, report: Report): void {
  const owners = new Map<string, string[]>();
  for (const [name, { dead_letter }] of Object.entries(file.queues)) {
    if (dead_letter !== undefined) owners.set(dead_letter, [...(owners.get(dead_letter) ?? []), name]);
  }
  for (const [name, queue] of Object.entries(file.queues)) {
    const path = ["queues", name];
    const consumers = namesWhere(file.stages, (stage) => name in stage.consumes);
    if (consumers.length === 0) report(path, "no stage consumes this queue: its messages would vanish");
    if (consumers.length > 1)
      report(path, `a queue has one consumer; these stages consume it: ${consumers.join(", ")}`);
    const deadLetterOf = owners.get(name) ?? [];
    if (queue.contract === "dead-letter@1") {
      if (deadLetterOf.length !== 1) report(path, "a dead-letter queue belongs to exactly one queue");
      if (queue.dead_letter !== undefined) report([...path, "dead_letter"], "a dead-letter queue has none of its own");
      continue;
    }
    const producers = namesWhere(file.stages, (stage) => name in stage.emits);
    if (producers.length === 0) report(path, "no stage emits to this queue");
    if (deadLetterOf.length > 0) report(path, `serves as dead-letter queue and must carry dead-letter@1`);
    if (queue.dead_letter === undefined) report(path, "dead_letter is missing: what fails for good would be lost");
    else if (file.queues[queue.dead_letter] === undefined) {
      report([...path, "dead_letter"], `there is no queue ${queue.dead_letter}`);
    }
  }
}

function checkCrons(file: PipelinesFile, report: Report): void {
  for (const [name, { cron, workflow, worker }] of Object.entries(file.stages)) {
    if (workflow !== undefined) checkWorkflow(name, { cron, workflow, worker }, file, report);
    if (cron === undefined) continue;
    const path = ["stages", name, "cron"];
    const fields = cron.split(" ");
    if (fields.length !== 5) report(path, "a schedule has five fields, from one minute upwards");
    else if (/\d/.test(fields[4] ?? "")) report(path, "name the weekdays: on this platform 1 is Sunday");
    else {
      try {
        new CronPattern(cron, "UTC");
      } catch (cause) {
        report(path, `not a schedule: ${cause instanceof Error ? cause.message : String(cause)}`);
      }
    }
  }
  for (const worker of ["edge", "vault"] as const) {
    const crons = new Set(Object.values(file.stages).flatMap((s) => (s.worker === worker && s.cron ? [s.cron] : [])));
    if (crons.size > cronsPerWorkerMax) report(["workers", worker], `more than ${cronsPerWorkerMax} schedules`);
  }
}

function checkWorkflow(
  name: string,
  { cron, workflow, worker }: { readonly cron: string | undefined; readonly workflow: string; readonly worker: string },
  file: PipelinesFile,
  report: Report,
): void {
  const path = ["stages", name, "workflow"];
  const entry = file.workflows[workflow];
  if (entry === undefined) report(path, `there is no workflow ${workflow}`);
  else if (entry.worker !== worker)
    report(path, `${workflow} runs in the ${entry.worker} Worker, the stage in ${worker}`);
  if (cron === undefined) report(path, "a workflow is started by a schedule");
}

function checkNames(file: PipelinesFile, report: Report): void {
  const bindings = new Map<string, string>();
  for (const section of ["kv", "r2", "actors", "workflows"] as const) {
    for (const [name, { binding }] of Object.entries(file[section])) {
      const other = bindings.get(binding);
      if (other !== undefined) report([section, name, "binding"], `binding ${binding} is taken by ${other}`);
      bindings.set(binding, `${section}.${name}`);
    }
  }
  for (const secret of file.workers.edge.secrets) {
    if (file.workers.vault.secrets.includes(secret)) {
      report(["workers", "edge", "secrets"], `${secret} stands in both Workers: a secret belongs to one`);
    }
  }
  for (const [name, { from, to }] of Object.entries(file.cascade_priors)) {
    for (const [end, asset] of Object.entries({ from, to })) {
      if (file.assets[asset] === undefined) report(["cascade_priors", name, end], `there is no asset ${asset}`);
    }
    if (from === to) report(["cascade_priors", name, "to"], "an asset does not follow itself");
  }
  for (const [name, { stage }] of Object.entries(file.datasets)) {
    if (file.stages[stage] === undefined) report(["datasets", name, "stage"], `there is no stage ${stage}`);
  }
  for (const [key, signal] of Object.entries(file.signals)) {
    const producer = file.stages[signal.producer];
    if (producer === undefined) report(["signals", key, "producer"], `there is no stage ${signal.producer}`);
    else if (!("signals" in producer.emits))
      report(["signals", key, "producer"], `${signal.producer} emits no signals`);
    if (signal.min !== undefined && signal.max !== undefined && signal.min >= signal.max) {
      report(["signals", key, "min"], "min must be below max");
    }
  }
}

function checkSources(file: PipelinesFile, report: Report): void {
  const used = new Set<string>();
  for (const [asset, { kind, symbols, addresses }] of Object.entries(file.assets)) {
    for (const [name, symbol] of Object.entries(symbols)) {
      used.add(name);
      const path = ["assets", asset, "symbols", name];
      const source = file.sources[name];
      if (source?.kind !== "prices") report(path, `there is no price source ${name}`);
      const quote = typeof symbol === "string" ? source?.quote : (symbol.quote ?? source?.quote);
      if (kind === "stablecoin" && quote !== "USD") {
        report(path, `a stablecoin is priced in dollars alone, and ${name} quotes it in ${quote}`);
      }
    }
    for (const chain of Object.keys(addresses)) {
      if (file.chains[chain] === undefined) report(["assets", asset, "addresses", chain], `there is no chain ${chain}`);
    }
    if (Object.keys(symbols).length < file.pipeline.quorum) {
      report(["assets", asset, "symbols"], `fewer sources than the quorum of ${file.pipeline.quorum}`);
    }
  }
  for (const [name, source] of Object.entries(file.sources)) {
    checkFreshness(["sources", name, "freshness"], source.freshness, report);
    if (source.chain !== undefined && file.chains[source.chain] === undefined) {
      report(["sources", name, "chain"], `there is no chain ${source.chain}`);
    }
    if (source.kind === "prices" && !used.has(name)) report(["sources", name], "no asset names this source");
  }
  for (const [name, market] of Object.entries(file.markets)) {
    if (file.sources[market.source]?.kind !== "markets") {
      report(["markets", name, "source"], `there is no source of prediction markets ${market.source}`);
    }
  }
}

function checkModules(file: PipelinesFile, report: Report, deps: CheckDeps): void {
  for (const section of ["stages", "sources"] as const) {
    for (const [name, { module }] of Object.entries(file[section])) {
      if (!deps.moduleExists(module)) report([section, name, "module"], `there is no file ${module}`);
    }
  }
}

function namesWhere<T>(record: Readonly<Record<string, T>>, test: (value: T) => boolean): string[] {
  return Object.entries(record).flatMap(([name, value]) => (test(value) ? [name] : []));
}
