import { z } from "zod";
import type { DeadLetter } from "../contracts/dead-letter.ts";
import { type MessageId, TraceId } from "../contracts/ids.ts";
import type { Emission, Outcome, Reason, Stage } from "../contracts/stage.ts";

/** A queued message as the platform hands it over. */
export type QueuedMessage = {
  readonly id: string;
  readonly body: unknown;
  readonly attempts: number;
  ack(): void;
  retry(options?: { delaySeconds?: number }): void;
};

/** What the shell needs of the world. */
export type ShellDeps = {
  /** Sends messages to a queue by its name in `pipelines.toml`. Throws when it could not. */
  readonly send: (queue: string, messages: readonly unknown[]) => Promise<void>;
  readonly nowWallMs: () => number;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
};

export type BatchSource = {
  readonly queue: string;
  /** Null for dead-letter queues: there a message is retried for ever. */
  readonly deadLetterQueue: string | null;
  /** After this many attempts a message is parked with its last reason, not left to the platform. */
  readonly attemptsMax: number;
  readonly messages: readonly QueuedMessage[];
};

export type BatchReport = {
  emitted: number;
  dropped: number;
  retried: number;
  parked: number;
  eventTimeMs: number | null;
};

const retryDelayMaxS = 300;

/**
 * The one queue shell: parse, process, check what comes out, emit, then acknowledge, each message by itself. A crash
 * between emitting and acknowledging repeats the message: stages are idempotent on its id, so nothing is lost and nothing is
 * done twice. A message that cannot succeed goes to the dead-letter queue with its reason.
 */
export async function runBatch<Input extends z.ZodType, Deps>(
  stage: Stage<Input, Deps>,
  source: BatchSource,
  deps: Deps,
  shell: ShellDeps,
): Promise<BatchReport> {
  const report: BatchReport = { emitted: 0, dropped: 0, retried: 0, parked: 0, eventTimeMs: null };
  const parsed: { message: QueuedMessage; input: z.infer<Input> }[] = [];
  for (const message of source.messages) {
    const result = stage.input.safeParse(message.body);
    if (result.success) parsed.push({ message, input: result.data });
    else {
      const reason = { code: "bad-message", message: z.prettifyError(result.error) };
      await settle(stage, source, message, { kind: "park", reason }, shell, report);
    }
  }
  if (parsed.length === 0) return report;
  const outcomes = await processSafely(
    stage,
    parsed.map(({ input }) => input),
    deps,
  );
  for (const [index, { message, input }] of parsed.entries()) {
    const outcome = outcomes[index] ?? failed("no-outcome", "the stage gave no outcome for this message");
    await settle(stage, source, message, outcome, shell, report);
    const eventTimeMs = eventTimeOf(input);
    if (eventTimeMs !== null) report.eventTimeMs = Math.max(report.eventTimeMs ?? 0, eventTimeMs);
  }
  return report;
}

/** Checks emissions against the stage's declared output. The first fault is the answer. */
export function checkEmissions(
  output: Readonly<Record<string, z.ZodType>>,
  emissions: readonly Emission[],
): Reason | null {
  for (const { queue, message } of emissions) {
    const contract = output[queue];
    if (contract === undefined) return { code: "bad-output", message: `the stage does not declare the queue ${queue}` };
    const result = contract.safeParse(message);
    if (!result.success) return { code: "bad-output", message: `to ${queue}: ${z.prettifyError(result.error)}` };
  }
  return null;
}

/** Sends emissions queue by queue, in order within each. */
export async function sendEmissions(emissions: readonly Emission[], shell: ShellDeps): Promise<void> {
  for (const [queue, group] of Map.groupBy(emissions, (emission) => emission.queue)) {
    await shell.send(
      queue,
      group.map((emission) => emission.message),
    );
  }
}

export async function processSafely<Input extends z.ZodType, Deps>(
  stage: Stage<Input, Deps>,
  batch: readonly z.infer<Input>[],
  deps: Deps,
): Promise<readonly Outcome[]> {
  try {
    return await stage.process(batch, deps);
  } catch (cause) {
    // A broken invariant in one message must not take the others with it: alone, each shows whether it is the one.
    if (batch.length > 1) return (await Promise.all(batch.map((input) => processSafely(stage, [input], deps)))).flat();
    return [failed("stage-threw", cause instanceof Error ? cause.message : String(cause))];
  }
}

async function settle<Input extends z.ZodType, Deps>(
  stage: Stage<Input, Deps>,
  source: BatchSource,
  message: QueuedMessage,
  outcome: Outcome,
  shell: ShellDeps,
  report: BatchReport,
): Promise<void> {
  const log = (level: string, entry: object) =>
    shell.log({
      level,
      stage: stage.name,
      queue: source.queue,
      ...identify(message),
      attempts: message.attempts,
      ...entry,
    });
  try {
    switch (outcome.kind) {
      case "emit": {
        const fault = checkEmissions(stage.output, outcome.messages);
        if (fault !== null) return await settle(stage, source, message, { kind: "park", reason: fault }, shell, report);
        await sendEmissions(outcome.messages, shell);
        message.ack();
        report.emitted += 1;
        log("info", { outcome: "emit", messages: outcome.messages.length });
        return;
      }
      case "drop":
        message.ack();
        report.dropped += 1;
        log("info", { outcome: "drop", ...outcome.reason });
        return;
      case "retry": {
        if (source.deadLetterQueue !== null && message.attempts >= source.attemptsMax) {
          const reason = { code: "retries-exhausted", message: `${outcome.reason.code}: ${outcome.reason.message}` };
          return await settle(stage, source, message, { kind: "park", reason }, shell, report);
        }
        const delaySeconds = outcome.delayS ?? Math.min(retryDelayMaxS, 2 ** Math.min(message.attempts, 12) / 2);
        message.retry({ delaySeconds: Math.ceil(delaySeconds) });
        report.retried += 1;
        log("warn", { outcome: "retry", delaySeconds, ...outcome.reason });
        return;
      }
      case "park": {
        if (source.deadLetterQueue === null) {
          message.retry({ delaySeconds: retryDelayMaxS });
          report.retried += 1;
          log("error", { outcome: "retry", ...outcome.reason });
          return;
        }
        await shell.send(source.deadLetterQueue, [
          toDeadLetter(source.queue, message, outcome.reason, shell.nowWallMs()),
        ]);
        message.ack();
        report.parked += 1;
        log("error", { outcome: "park", ...outcome.reason });
      }
    }
  } catch (cause) {
    // The send failed: nothing was acknowledged, so the message comes again.
    message.retry({ delaySeconds: Math.ceil(Math.min(retryDelayMaxS, 2 ** Math.min(message.attempts, 12) / 2)) });
    report.retried += 1;
    log("error", { outcome: "retry", code: "send-failed", message: String(cause) });
  }
}

function toDeadLetter(queue: string, message: QueuedMessage, reason: Reason, parkedWallMs: number): DeadLetter {
  const { id, traceId } = identify(message);
  return {
    id: `dead:${queue}:${id}`.slice(0, 200) as MessageId,
    schema: "dead-letter",
    version: 1,
    eventTimeMs: eventTimeOf(message.body) ?? parkedWallMs,
    traceId: TraceId.safeParse(traceId).data ?? ("0".repeat(32) as TraceId),
    body: { queue, reason, parkedWallMs, original: (message.body ?? null) as DeadLetter["body"]["original"] },
  };
}

function identify(message: QueuedMessage): { id: string; traceId: string | null } {
  const body = message.body as { id?: unknown; traceId?: unknown } | null | undefined;
  return {
    id: typeof body?.id === "string" ? body.id : message.id,
    traceId: typeof body?.traceId === "string" ? body.traceId : null,
  };
}

function eventTimeOf(body: unknown): number | null {
  const value = (body as { eventTimeMs?: unknown } | null | undefined)?.eventTimeMs;
  return typeof value === "number" ? value : null;
}

const failed = (code: string, message: string): Outcome => ({ kind: "retry", reason: { code, message } });
