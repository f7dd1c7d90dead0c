import type { ReactNode } from "react";
import type { VaultView } from "../../../../contracts/vault-view.ts";
import { Panel } from "../../components/panel.tsx";
import type { Host } from "../../host/panel.ts";
import { CastsSection } from "./casts/casts-section.tsx";
import { VaultHead } from "./head/vault-head.tsx";
import { KeysSection } from "./keys/keys-section.tsx";
import { LogSection } from "./log/log-section.tsx";
import { Part, PartLinks } from "./parts.tsx";
import { PeopleSection } from "./people/people-section.tsx";
import { Positions } from "./positions.tsx";
import { RulesSection } from "./rules/rules-section.tsx";
import { EmergencyClose } from "./safety/emergency-close.tsx";
import { SafetySection } from "./safety/safety-section.tsx";
import { StaleLine } from "./states/stale-line.tsx";
import { Triggers } from "./triggers.tsx";

type VaultScreenProps = {
  readonly host: Host;
  readonly view: VaultView;
  readonly onLeave: () => void;
  readonly closePanel: ReactNode;
};

/** A vault as it was read: what must be known first, what happened and what is held; then who and what may act on it. */
export function VaultScreen({ host, view, onLeave, closePanel }: VaultScreenProps) {
  return (
    <div className="vp-screen">
      <div className="vp-bar">
        <EmergencyClose host={host} view={view} />
        <PartLinks host={host} />
      </div>
      <StaleLine problem={host.state.vault.problem} view={view} onSignIn={() => void host.owner.signIn()} />
      <VaultHead host={host} view={view} onLeave={onLeave} />
      <div className="vp-columns">
        <div className="column">
          <Part name="casts">
            <CastsSection host={host} view={view} />
          </Part>
          <Part name="positions">
            <Positions view={view} />
          </Part>
          <Part name="triggers">
            <Triggers host={host} view={view} />
          </Part>
        </div>
        <div className="column">
          <Part name="keys">
            <KeysSection host={host} view={view} />
          </Part>
          <Part name="money">
            <SafetySection host={host} view={view} />
          </Part>
          <Part name="rules">
            <RulesSection host={host} view={view} />
          </Part>
          <Part name="people">
            <PeopleSection host={host} view={view} />
          </Part>
          <Panel title="Without us" className="panel-vault vp-own">
            {closePanel}
          </Panel>
        </div>
      </div>
      <Part name="log">
        <LogSection host={host} view={view} />
      </Part>
    </div>
  );
}
