import { type ReplayFire, type ReplayInput, replay } from "./replay.ts";

/**
 * Cuts the future off at `cuts` points, spread evenly, and replays what is left: every fire up to the cut must be the same,
 * explanation included. Null, or what differs.
 */
export function findLookAhead(input: ReplayInput, cuts: number): string | null {
  const { fromMs, toMs, settings } = input;
  const whole = [...replay(input)].map(nameFire);
  for (let cut = 1; cut <= cuts; cut += 1) {
    const spanTicks = Math.floor((toMs - fromMs) / settings.cadenceMs);
    const cutMs = fromMs + Math.floor((spanTicks * cut) / (cuts + 1)) * settings.cadenceMs;
    const series = input.series.map((one) => {
      const kept = one.knownAtMs.findIndex((knownAtMs) => knownAtMs > cutMs);
      const end = kept === -1 ? one.knownAtMs.length : kept;
      const { low, high } = one.range ?? {};
      return {
        ...one,
        knownAtMs: one.knownAtMs.slice(0, end),
        value: one.value.slice(0, end),
        range: low === undefined || high === undefined ? null : { low: low.slice(0, end), high: high.slice(0, end) },
        validUntilMs: one.validUntilMs?.slice(0, end) ?? null,
      };
    });
    const before = [...replay({ ...input, series, toMs: cutMs })].map(nameFire);
    const expected = whole.filter(({ atMs }) => atMs <= cutMs);
    const at = before.findIndex((fire, index) => fire.text !== expected[index]?.text);
    const place = at === -1 && before.length !== expected.length ? before.length : at;
    if (place === -1) continue;
    const other = before[place] ?? expected[place];
    return `without what came after ${new Date(cutMs).toISOString()}, another fire: ${other?.text ?? ""}`;
  }
  return null;
}

const nameFire = ({ trigger, atMs, epoch, explain }: ReplayFire): { atMs: number; text: string } => ({
  atMs,
  text: JSON.stringify([trigger.triggerId, atMs, epoch, explain]),
});
