import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { Panel } from "../../../components/panel.tsx";
import type { Host } from "../../../host/panel.ts";
import { AccessDetails } from "../../../views/vault/access-details.tsx";
import { describeAsk } from "../../../views/vault/request-words.ts";
import { CoSignForm } from "../co-sign/co-sign-form.tsx";
import { ActButton } from "../forms/act-button.tsx";
import { approveAct, denyAct, revokeAgentAct, revokeViewAct, signOutAct, viewName } from "../words/act-words.ts";
import { AgentForm } from "./agent-form.tsx";
import { ViewLinkForm } from "./view-link-form.tsx";

/** Who may act on the vault or read it, and what agents ask for. */
export function PeopleSection({ host, view }: { readonly host: Host; readonly view: VaultView }) {
  const { owner } = host;
  const { access } = view;
  return (
    <Panel title="People and agents" className="panel-vault vp-people">
      {access === undefined ? (
        <p className="muted">This vault does not tell who has access yet.</p>
      ) : (
        <AccessDetails
          access={access}
          requestActs={(request, name) => (
            <span className="vp-row-acts">
              <ActButton
                label="Approve"
                fullLabel={`Approve what ${name} asks for`}
                ask={() =>
                  owner.act("approve-request", { requestId: idOf(request) }, approveAct(name, describeAsk(request)))
                }
              />
              <ActButton
                label="Deny"
                fullLabel={`Deny what ${name} asks for`}
                ask={() => owner.act("deny-request", { requestId: idOf(request) }, denyAct(name, describeAsk(request)))}
              />
            </span>
          )}
          signInActs={({ id, owner: who, origin }) => (
            <ActButton
              label="Sign out"
              fullLabel={`Sign out ${who} at ${origin}`}
              ask={() => owner.act("sign-out", { signInId: id }, signOutAct(who, origin))}
            />
          )}
          viewActs={({ id, label }) => (
            <ActButton
              label="Revoke"
              fullLabel={`Revoke ${viewName(id, label)}`}
              ask={() => owner.act("revoke-view", { viewId: id }, revokeViewAct(viewName(id, label)))}
            />
          )}
          agentActs={({ id, name, state }) =>
            state === "revoked" ? null : (
              <ActButton
                label="End the grant"
                fullLabel={`End the grant of ${name}`}
                ask={() => owner.act("revoke-agent", { agentId: id }, revokeAgentAct(name))}
              />
            )
          }
        />
      )}
      <div className="vp-forms">
        <AgentForm host={host} />
        <ViewLinkForm host={host} view={view} />
        <CoSignForm host={host} />
      </div>
    </Panel>
  );
}

const idOf = ({ id }: { readonly id: string }) => id as `0x${string}`;
