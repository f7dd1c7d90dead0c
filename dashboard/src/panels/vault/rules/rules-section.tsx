import { useState } from "react";
import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { Panel } from "../../../components/panel.tsx";
import type { Host } from "../../../host/panel.ts";
import { RuleList } from "../../../views/vault/rule-list.tsx";
import { ActButton } from "../forms/act-button.tsx";
import { removeRuleAct } from "../words/act-words.ts";
import { draftOf, emptyRule, type RuleDraft } from "./draft-rule.ts";
import { RuleForm } from "./rule-form.tsx";

/** Rules on the vault's own state: what is set, changed and removed. */
export function RulesSection({ host, view }: { readonly host: Host; readonly view: VaultView }) {
  const [draft, setDraft] = useState<RuleDraft>(emptyRule);
  const [opened, setOpened] = useState(0);
  return (
    <Panel title="Rules of the vault" className="panel-vault vp-rules">
      <RuleList
        rules={view.rules}
        actOf={({ rule }) => (
          <span className="vp-row-acts">
            <button
              type="button"
              className="button button-small"
              aria-label={`Change the rule ${rule.name ?? rule.id}`}
              onClick={() => {
                setDraft(draftOf(rule));
                setOpened(opened + 1);
              }}
            >
              Change
            </button>
            <ActButton
              label="Remove"
              fullLabel={`Remove the rule ${rule.name ?? rule.id}`}
              ask={() =>
                host.owner.act(
                  "remove-rule",
                  { ruleId: rule.id },
                  removeRuleAct(rule.name ?? rule.id, rule.action.type === "close"),
                )
              }
            />
          </span>
        )}
      />
      <div className="vp-forms">
        <RuleForm host={host} view={view} draft={draft} onChange={setDraft} opened={opened} />
      </div>
    </Panel>
  );
}
