import { createSignalCatalogue } from "../../conditions/signal-catalogue.ts";
import { type Fire, Fires } from "../../contracts/fires.ts";
import { deriveCastId, deriveFireId, type TraceId } from "../../contracts/ids.ts";
import { pipelines } from "../../contracts/pipelines.gen.ts";
import { err, ok } from "../../contracts/result.ts";
import { parseDurationMs } from "../../contracts/time.ts";
import { acceptFire } from "../core/accept-fire.ts";
import { freshUntilMs } from "../core/fresh-until.ts";
import { importFiresKey, isSignedByStage } from "../core/verify-fires-signature.ts";
import type { AcceptReport } from "../stage.ts";
import type { VaultCore } from "./vault-core.ts";

export const cadenceMs = parseDurationMs(pipelines.pipeline.cadence) ?? 120_000;
export const catalogue = createSignalCatalogue(pipelines);

/** Takes the fires in that name this vault, each at most once. Refusals are noted and final. */
export async function takeFires(input: Fires, core: VaultCore): Promise<AcceptReport> {
  // A caller with the binding can hand over anything: NaN and texts pass comparisons that numbers do not.
  const parsed = Fires.safeParse(input);
  if (!parsed.success) return err({ code: "bad-message", message: parsed.error.issues[0]?.message ?? "malformed" });
  const message = parsed.data;
  const entries = message.body.entries.filter(({ vault }) => vault === core.vault());
  if (entries.length === 0) return ok({ accepted: 0, refused: 0 });
  const key = await importFiresKey(core.env.FIRES_PUBLIC_KEY);
  for (const entry of entries) {
    if (await isSignedByStage(message, entry, key)) continue;
    return err({ code: "bad-signature", message: "the entry is not signed by the evaluate stage" });
  }
  const own = entries.flatMap(({ fires }) => fires);
  const block = await core.chain.block("latest");
  // No event is of a time that has not come: by the wall clock, or by the chain's time where that is ahead, or simulated.
  const chainMs = block.ok ? Number(block.value.timestamp) * 1_000 : null;
  const isByChain = core.settings.isEventTimeSimulated && chainMs !== null;
  const nowMs = isByChain ? chainMs : Math.max(core.nowWallMs(), chainMs ?? 0);
  let accepted = 0;
  for (const fire of own) if (await takeOne(fire, message.traceId, nowMs, core)) accepted += 1;
  return ok({ accepted, refused: own.length - accepted });
}

async function takeOne(fire: Fire, traceId: TraceId, nowMs: number, core: VaultCore): Promise<boolean> {
  const { records, desk, outbox } = core;
  const vault = core.vault();
  const expectedId = await deriveFireId(fire.triggerId, fire.version, fire.epoch);
  const castId = await deriveCastId(vault, expectedId);
  // From here to the commit nothing is awaited: two deliveries cannot both pass the check.
  const trigger = records.triggers.find(fire.triggerId);
  const verdict = acceptFire(trigger, fire, { cadenceMs, catalogue, expectedId, nowMs });
  const atWallMs = core.nowWallMs();
  const note = (detail: string) => records.audit.add({ atWallMs, act: "fire", actor: fire.triggerId, detail });
  if (!verdict.ok || trigger === undefined) {
    const { code, message } = verdict.ok ? { code: "unknown-trigger", message: "" } : verdict.error;
    if (code !== "repeated") note(`refused: ${code}: ${message}`);
    return false;
  }
  const { action, priority } = trigger.trigger;
  core.commit(() => {
    records.triggers.addFire(fire, atWallMs);
    note(`accepted, epoch ${fire.epoch}`);
    outbox.add("live", null);
    if (action.type !== "cast") return;
    desk.create({
      id: castId,
      vault,
      traceId,
      cause: "fire",
      triggerId: fire.triggerId,
      fireId: fire.fireId,
      spell: action.spell,
      params: action.params,
      priority,
      lane: "main",
      askedAtMs: fire.atMs,
      // Its own, not the fire's, which is not believed.
      notAfterMs: fire.atMs + (parseDurationMs(action.deadline) ?? 0),
      freshUntilMs: freshUntilMs(fire, trigger.trigger, catalogue),
    });
  });
  return true;
}
