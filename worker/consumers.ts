import { ticksStage } from "../analytics/ticks-stage.ts";
import { pipelines, type QueueName } from "../contracts/pipelines.gen.ts";
import type { PipelinesFile } from "../contracts/pipelines-file.ts";
import { evaluateStage } from "../evaluate/stage.ts";
import { journalStage } from "../store/stage.ts";
import type { EdgeEnv } from "./bindings.ts";
import { deadLettersOf } from "./dead-letters/dead-letters-of.ts";
import { type DeadLetterDeps, deadLettersStage } from "./dead-letters-stage.ts";
import { type BatchReport, type BatchSource, runBatch, type ShellDeps } from "./run-batch.ts";
import { wireTicks } from "./wire-analytics.ts";
import { wireEvaluate } from "./wire-evaluate.ts";
import { withJournal } from "./wire-journal.ts";

/** A queue's consumer: the stage by name, and its run with the dependencies of this environment. */
export type Consumer = {
  readonly stage: string;
  readonly run: (env: EdgeEnv, source: BatchSource, shell: ShellDeps) => Promise<BatchReport>;
};

const queues: PipelinesFile["queues"] = pipelines.queues;

const deadLetters: Consumer = {
  stage: deadLettersStage.name,
  run: (env, source, shell) => runBatch(deadLettersStage, source, wireDeadLetters(env, source.queue), shell),
};

/** Which stage consumes which queue in the edge Worker; a test holds it against `pipelines.toml`. */
export const edgeConsumers: Readonly<Partial<Record<QueueName, Consumer>>> = {
  ticks: { stage: ticksStage.name, run: (env, source, shell) => runBatch(ticksStage, source, wireTicks(env), shell) },
  signals: {
    stage: evaluateStage.name,
    run: (env, source, shell) => runBatch(evaluateStage, source, wireEvaluate(env), shell),
  },
  journal: {
    stage: journalStage.name,
    run: (env, source, shell) => withJournal(env, (deps) => runBatch(journalStage, source, deps, shell)),
  },
  "ticks-dead": deadLetters,
  "signals-dead": deadLetters,
  "fires-dead": deadLetters,
  "journal-dead": deadLetters,
};

function wireDeadLetters(env: EdgeEnv, deadQueue: string): DeadLetterDeps {
  const owner = Object.entries(queues).find(([, { dead_letter }]) => dead_letter === deadQueue);
  return {
    queue: owner?.[0] ?? "unknown",
    put: async (key, text) => {
      await env.ARCHIVE.put(key, text, { httpMetadata: { contentType: "application/json" } });
    },
    list: async (letter) => {
      await deadLettersOf(env).park(letter);
    },
  };
}
