import type { VaultView } from "../../../../../contracts/vault-view.ts";
import { Chip } from "../../../components/chip.tsx";
import { Notice, ProblemNotice } from "../../../components/notice.tsx";
import { Panel } from "../../../components/panel.tsx";
import { Skeleton } from "../../../components/skeleton.tsx";
import { TokenAmountText } from "../../../components/token-amount.tsx";
import type { Host } from "../../../host/panel.ts";
import { describeKeyState, hasEnded } from "../../../views/vault/key-state.ts";
import { tellStory } from "../../../views/vault/vault-story.ts";
import { EpisodeLine } from "./episode-line.tsx";
import { TriggerLine } from "./trigger-line.tsx";

const triggersShown = 4;
const episodesShown = 3;

/** The vault in short: what it holds, what it waits for, what it did. Everything else is on its own screen. */
export function VaultCard({ host }: { readonly host: Host }) {
  const { state, page, hrefOf, retry } = host;
  const { data: view, problem } = state.vault;
  const more = (
    <a className="panel-more" href={hrefOf("vault")}>
      All of the vault
    </a>
  );
  if (!page.hasVault)
    return (
      <Panel title="Vault" className="panel-vault-card">
        <Notice title="No vault is open in this tab">
          What a vault waits for and did shows here, to its own people. <a href={hrefOf("vault")}>How to open one</a>
        </Notice>
      </Panel>
    );
  return (
    <Panel title="Vault" className="panel-vault-card" aside={more}>
      {view === null ? (
        problem === null ? (
          <Skeleton rows={4} label="Loading the vault" />
        ) : (
          <ProblemNotice problem={problem} emptyTitle="The vault does not answer at present" onRetry={retry} />
        )
      ) : (
        <>
          {problem === null ? null : (
            <p className="inline-problem" role="alert">
              {problem.detail} What follows was read before.
            </p>
          )}
          <VaultHoldings view={view} />
          <TriggerLines view={view} host={host} />
          <Episodes view={view} host={host} />
        </>
      )}
    </Panel>
  );
}

function VaultHoldings({ view }: { readonly view: VaultView }) {
  const { session, chainTimeMs, balances } = view;
  const held = balances.filter(({ amount }) => amount !== "0");
  const isArmed = session.state === "armed" && !hasEnded(session.expiresAtMs, chainTimeMs);
  return (
    <p className="vault-card-holdings">
      <Chip tone={isArmed ? "good" : "warn"}>{describeKeyState(session, chainTimeMs)}</Chip>
      {chainTimeMs === null ? (
        <span className="tone-warn">The chain does not answer: balances are unknown at present.</span>
      ) : held.length === 0 ? (
        <span className="muted">It holds nothing.</span>
      ) : (
        held.map(({ token, symbol, decimals, amount }) => (
          <strong key={token}>
            {symbol.startsWith("debt") ? <span className="unit">owes </span> : null}
            <TokenAmountText amount={BigInt(amount)} decimals={decimals} symbol={symbol} />
          </strong>
        ))
      )}
    </p>
  );
}

function TriggerLines({ view, host }: { readonly view: VaultView; readonly host: Host }) {
  const { triggers } = view;
  if (triggers.length === 0)
    return (
      <p className="muted">
        It waits for nothing: no trigger is set. <a href={host.hrefOf("triggers")}>Set one</a>
      </p>
    );
  const rest = triggers.length - triggersShown;
  return (
    <>
      <ul className="vault-lines" aria-label="Triggers">
        {triggers.slice(0, triggersShown).map((item) => (
          <TriggerLine key={item.trigger.id} item={item} />
        ))}
      </ul>
      {rest > 0 ? <p className="muted vault-rest">And {rest} more triggers.</p> : null}
    </>
  );
}

function Episodes({ view, host }: { readonly view: VaultView; readonly host: Host }) {
  const story = tellStory(view);
  if (story.length === 0) return <p className="muted vault-rest">Nothing has fired yet.</p>;
  return (
    <ol className="vault-lines" aria-label="Last fires and casts">
      {story.slice(0, episodesShown).map((episode) => (
        <EpisodeLine key={episode.id} episode={episode} nowMs={host.nowMs} />
      ))}
    </ol>
  );
}
