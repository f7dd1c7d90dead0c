import type { Cast } from "../../../../../contracts/cast.ts";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { describeReasonCode } from "../../../format/reason-words.ts";
import { castStateWords } from "../../../views/vault/cast-steps.ts";
import { sortAlerts } from "../../../views/vault/sort-alerts.ts";
import { type Episode, tellStory } from "../../../views/vault/vault-story.ts";
import type { Change } from "./change.ts";

const dayMs = 86_400_000;
const to = { panel: "vault" } as const;
const alertWeights = { critical: 99, warning: 74, info: 45 } as const;
const alertTones = { critical: "bad", warning: "warn", info: "quiet" } as const;
const shown = 4;

/** What the vault did and what its people should look at. Alerts are as old as the wall clock says, fires as the feed does. */
export function vaultChanges(view: VaultView, nowMs: number, nowWallMs: number): readonly Change[] {
  const { state, reason, atWallMs } = view.tradingState;
  const episodes = tellStory(view).filter(({ atMs }) => nowMs - atMs <= dayMs);
  const told = new Set(episodes.map(({ cast }) => `cast:${cast?.id}`));
  return [
    ...(state === "ACTIVE"
      ? []
      : [
          {
            ...({ id: "trading state", kind: "vault", tone: "bad", weight: 92, to } as const),
            ageMs: Math.max(0, nowWallMs - atWallMs),
            text: `${state === "HALTED" ? "The vault casts nothing but an emergency close" : "The vault casts exits only"}: ${reason}`,
          },
        ]),
    ...sortAlerts(view)
      .filter(({ id }) => !told.has(id))
      .map(
        ({ id, severity, message, sinceWallMs }): Change => ({
          ...{ id: `alert ${id}`, kind: "vault", tone: alertTones[severity], weight: alertWeights[severity], to },
          ageMs: Math.max(0, nowWallMs - sinceWallMs),
          text: message,
        }),
      ),
    ...episodes.slice(0, shown).map((episode): Change => tellEpisode(episode, nowMs)),
  ];
}

function tellEpisode({ id, atMs, title, what, cast }: Episode, nowMs: number): Change {
  const happened = what === "fired" ? `“${title}” fired` : `${title} ${what === "began" ? "began" : "was asked for"}`;
  return {
    ...{ id: `episode ${id}`, kind: "vault", ageMs: Math.max(0, nowMs - atMs), to },
    tone: cast === null ? "warn" : toneOf(cast),
    weight: cast !== null && toneOf(cast) === "bad" ? 96 : 90,
    text:
      cast === null ? `${happened}; it cast nothing.` : `${happened}; its cast of ${cast.spell} is ${castWords(cast)}.`,
  };
}

function toneOf({ state }: Cast): Change["tone"] {
  if (state === "STUCK" || state === "VERIFYING") return "bad";
  const { tone } = castStateWords[state];
  return tone === "busy" ? "quiet" : tone;
}

function castWords({ state, reason }: Cast): string {
  const label = castStateWords[state].label.toLowerCase();
  const why = reason === null ? null : describeReasonCode(reason.code);
  return why === null ? label : `${label}: ${why}`;
}
