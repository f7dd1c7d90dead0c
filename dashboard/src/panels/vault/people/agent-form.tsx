import { useState } from "react";
import { AgentScope } from "../../../../../contracts/vault-access.ts";
import { CheckField } from "../../../components/check-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { useTimes } from "../../../components/use-times.ts";
import type { Host } from "../../../host/panel.ts";
import { useLoaded } from "../../../host/use-loaded.ts";
import { ActForm } from "../forms/act-form.tsx";
import { useAct } from "../forms/use-act.ts";
import { type AgentDraft, type AgentFaults, describeGrant, emptyAgent, readAgent, scopeWords } from "./draft-agent.ts";
import { SpellList } from "./spell-list.ts";

/** What an agent is granted, by its public key. */
export function AgentForm({ host }: { readonly host: Host }) {
  const { formatMoment, formatZone } = useTimes();
  const [draft, setDraft] = useState<AgentDraft>(emptyAgent);
  const [faults, setFaults] = useState<AgentFaults>({});
  const { state, run } = useAct();
  const mayCast = draft.scopes.some((scope) => scope !== "read");
  const spells = useLoaded(host.load, mayCast ? "/v1/spells" : null, SpellList);
  const change = (changes: Partial<AgentDraft>): void => setDraft({ ...draft, ...changes });
  const withOrWithout = <T,>(list: readonly T[], item: T, isIn: boolean): readonly T[] =>
    isIn ? [...list, item] : list.filter((each) => each !== item);

  const grant = async (): Promise<void> => {
    const read = readAgent(draft, Date.now());
    setFaults(read.ok ? {} : read.error);
    if (!read.ok) return;
    const { expiresAtMs } = read.value;
    const words = describeGrant(read.value, `${formatMoment(expiresAtMs)} ${formatZone(expiresAtMs)}`);
    const answer = await run(
      () => host.owner.act("grant-agent", read.value, words),
      (value) => `Granted. The agent's id is ${String(value.agentId)}.`,
    );
    if (answer !== null) setDraft(emptyAgent);
  };
  return (
    <ActForm
      title="Grant an agent access"
      submit="Grant access"
      state={state}
      onSubmit={() => void grant()}
      testId="agent-form"
    >
      <TextField label="Name" value={draft.name} fault={faults.name ?? null} onChange={(name) => change({ name })} />
      <TextField
        label="Public key, as JWK"
        value={draft.key}
        lines={4}
        placeholder='{"kty": "OKP", "crv": "Ed25519", "x": "…"}'
        hint="P-256 or Ed25519. The private half stays with the agent."
        fault={faults.key ?? null}
        onChange={(key) => change({ key })}
      />
      <fieldset className="form-group">
        <legend>It may</legend>
        {AgentScope.options.map((scope) => (
          <CheckField
            key={scope}
            label={scopeWords[scope]}
            isChecked={draft.scopes.includes(scope)}
            onChange={(isChecked) => change({ scopes: withOrWithout(draft.scopes, scope, isChecked) })}
          />
        ))}
        {faults.scopes === undefined ? null : <p className="form-fault">{faults.scopes}</p>}
      </fieldset>
      {mayCast ? (
        <fieldset className="form-group">
          <legend>Spells that it may cast, at once or by a trigger</legend>
          <div className="form-checks">
            {(spells.data?.spells ?? []).map(({ name, risk }) => (
              <CheckField
                key={name}
                label={`${name}, risk ${risk}`}
                isChecked={draft.spells.includes(name)}
                onChange={(isChecked) => change({ spells: withOrWithout(draft.spells, name, isChecked) })}
              />
            ))}
          </div>
          {spells.data === null ? <p className="muted">{spells.problem?.detail ?? "Reading the spells…"}</p> : null}
          {faults.spells === undefined ? null : <p className="form-fault">{faults.spells}</p>}
          <TextField
            label="Casts"
            value={draft.castsPerDay}
            isNumber
            unit="in 24 hours, at most"
            fault={faults.castsPerDay ?? null}
            onChange={(castsPerDay) => change({ castsPerDay })}
          />
        </fieldset>
      ) : null}
      <TextField
        label="For so long"
        value={draft.days}
        isNumber
        unit="days"
        fault={faults.days ?? null}
        onChange={(days) => change({ days })}
      />
      <CheckField
        label="Each of its writes waits until a person approves it"
        isChecked={draft.needsApproval}
        onChange={(needsApproval) => change({ needsApproval })}
      />
    </ActForm>
  );
}
