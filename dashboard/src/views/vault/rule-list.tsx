import type { ReactNode } from "react";
import type { VaultRuleView } from "../../../../contracts/vault-view.ts";
import { Chip } from "../../components/chip.tsx";
import { useTimes } from "../../components/use-times.ts";
import { describeAction, describeWhen } from "./rule-words.ts";

type RuleListProps = {
  readonly rules: readonly VaultRuleView[];
  /** What can be done with a rule, in its card. */
  readonly actOf?: (rule: VaultRuleView) => ReactNode;
};

/** Rules on the vault's own state, which it judges itself once a minute. */
export function RuleList({ rules, actOf }: RuleListProps) {
  const { formatMoment, formatZone } = useTimes();
  return (
    <section aria-label="Rules" data-testid="rules">
      <h3>Rules</h3>
      {rules.length === 0 ? (
        <p className="muted">No rule is set. A rule watches the vault itself: its loans, its worth, or the calendar.</p>
      ) : null}
      <ul className="cards">
        {rules.map((item) => {
          const { rule, version, lastFiredAtMs } = item;
          return (
            <li key={rule.id} className="card" data-testid={`rule-${rule.id}`}>
              <div className="card-head">
                <h4>{rule.name ?? rule.id}</h4>
                {rule.action.type === "close" ? <Chip tone="warn">closes the vault</Chip> : null}
              </div>
              <p>
                {describeWhen(rule)}, {describeAction(rule)}.
              </p>
              <p className="card-foot muted">
                {rule.when.type === "schedule" ? null : <span>at most once in {rule.cooldown}</span>}
                <span>
                  {lastFiredAtMs === null
                    ? "never fired"
                    : `fired last ${formatMoment(lastFiredAtMs)} ${formatZone(lastFiredAtMs)}`}
                  , version {version}
                </span>
              </p>
              {actOf?.(item)}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
