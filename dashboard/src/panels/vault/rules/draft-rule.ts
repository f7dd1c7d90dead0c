import { err, ok, type Result } from "../../../../../contracts/result.ts";
import { VaultRule } from "../../../../../contracts/vault-rule.ts";

/** A rule as it is typed: the fields of all kinds, so that changing the kind loses nothing. */
export type RuleDraft = {
  readonly id: string;
  readonly name: string;
  readonly when: VaultRule["when"]["type"];
  readonly health: string;
  readonly percent: string;
  readonly every: string;
  readonly from: string;
  readonly cooldown: string;
  readonly action: VaultRule["action"]["type"];
  readonly spell: string;
  /** JSON. */
  readonly params: string;
  readonly deadline: string;
};

export const emptyRule: RuleDraft = {
  id: "",
  name: "",
  when: "health-below",
  health: "1.3",
  percent: "10",
  every: "7d",
  from: "",
  cooldown: "1h",
  action: "notify",
  spell: "",
  params: "",
  deadline: "30m",
};

export type RuleFaults = Partial<Readonly<Record<keyof RuleDraft, string>>>;

/** What was typed as a rule, or what is wrong with it by field: the contract's own words, told beside the field that they are about. */
export function readRule(draft: RuleDraft): Result<VaultRule, RuleFaults> {
  const params = readParams(draft);
  const parsed = VaultRule.safeParse({
    id: draft.id.trim(),
    ...(draft.name.trim() !== "" && { name: draft.name.trim() }),
    when: whenOf(draft),
    cooldown: draft.cooldown.trim(),
    action: actionOf(draft, params.ok ? params.value : {}),
  });
  const faults: Record<string, string> = params.ok ? {} : { params: params.error };
  for (const { path, message } of parsed.error?.issues ?? []) faults[fieldOf(path)] ??= message;
  if (parsed.success && Object.keys(faults).length === 0) return ok(parsed.data);
  return err(faults);
}

function whenOf({ when, health, percent, every, from }: RuleDraft): unknown {
  switch (when) {
    case "health-below":
      return { type: when, value: health.trim() };
    case "drawdown-beyond":
      return { type: when, fraction: fractionOf(percent) };
    case "schedule":
      return { type: when, every: every.trim(), from: from.trim() };
  }
}

/** `12.5` percent is the fraction `0.125`, digit by digit. */
export function fractionOf(percent: string): string {
  const match = /^(\d{1,12})(?:\.(\d{1,16}))?$/.exec(percent.trim());
  if (match === null) return percent;
  const digits = (match[1] ?? "").padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${match[2] ?? ""}`;
}

/** The contrary of `fractionOf`, for a rule that is changed. */
export function percentOf(fraction: string): string {
  const [whole = "0", part = ""] = fraction.split(".");
  const digits = part.padEnd(2, "0");
  const rest = digits.slice(2).replace(/0+$/, "");
  const percent = `${whole}${digits.slice(0, 2)}`.replace(/^0+(?=\d)/, "");
  return rest === "" ? percent : `${percent}.${rest}`;
}

function actionOf({ action, spell, deadline }: RuleDraft, params: unknown): unknown {
  return action === "cast" ? { type: action, spell, params, deadline: deadline.trim() } : { type: action };
}

function readParams({ action, params }: RuleDraft): Result<unknown, string> {
  if (action !== "cast") return ok({});
  try {
    return ok(JSON.parse(params) as unknown);
  } catch {
    return err('Type JSON, such as {"sell": "WETH"}.');
  }
}

const fields: Readonly<Record<string, keyof RuleDraft>> = { value: "health", fraction: "percent" };

function fieldOf(path: readonly PropertyKey[]): string {
  const last = path.find((part) => part !== "when" && part !== "action") ?? path.at(-1);
  return fields[String(last)] ?? String(last);
}

const momentOf = (from: string | number): string => (typeof from === "number" ? new Date(from).toISOString() : from);

/** A rule that is there, to be changed. */
export function draftOf({ id, name, when, cooldown, action }: VaultRule): RuleDraft {
  return {
    ...emptyRule,
    id,
    name: name ?? "",
    when: when.type,
    cooldown,
    action: action.type,
    ...(when.type === "health-below" && { health: when.value }),
    ...(when.type === "drawdown-beyond" && { percent: percentOf(when.fraction) }),
    ...(when.type === "schedule" && { every: when.every, from: momentOf(when.from) }),
    ...(action.type === "cast" && {
      spell: action.spell,
      params: JSON.stringify(action.params, null, 2),
      deadline: action.deadline,
    }),
  };
}
