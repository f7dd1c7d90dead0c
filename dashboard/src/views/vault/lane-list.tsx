import type { LaneView } from "../../../../contracts/vault-view.ts";
import { Chip } from "../../components/chip.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { formatEther, formatEtherExact } from "../../format/format-gas.ts";
import { shortHex } from "../../format/short-hex.ts";
import { laneWords } from "./cast-facts.tsx";

/** The addresses that pay gas for the vault's casts and hold no rights: what they have, and what the day has cost. */
export function LaneList({ lanes }: { readonly lanes: readonly LaneView[] }) {
  if (lanes.length === 0) return null;
  return (
    <details className="fold" data-testid="lanes">
      <summary>
        Relayer lanes{" "}
        {lanes.map(({ lane, etherWei }) => (
          <span key={lane} className="muted">
            · {lane} <Ether etherWei={etherWei} />{" "}
          </span>
        ))}
      </summary>
      <ul className="rows rows-wide">
        {lanes.map(({ lane, address, etherWei, gasSpentTodayWei, gasPerDayWei }) => (
          <li key={lane}>
            <strong>{laneWords[lane]}</strong>
            <span>
              <code title={address}>{shortHex(address)}</code> <CopyButton text={address} what={`the ${lane} lane`} />
            </span>
            <span>
              <span className="muted">holds</span> <Ether etherWei={etherWei} />
            </span>
            <span title={`${formatEtherExact(gasSpentTodayWei)} of ${formatEtherExact(gasPerDayWei)}`}>
              <span className="muted">gas today</span> {formatEther(gasSpentTodayWei)}{" "}
              <span className="muted">of {formatEther(gasPerDayWei)}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className="muted">
        Send ether to a lane to fund it: a cast that finds none waits, and goes on when it is there.
      </p>
    </details>
  );
}

function Ether({ etherWei }: { readonly etherWei: string | null }) {
  if (etherWei === null) return <span>not read</span>;
  if (etherWei === "0") return <Chip tone="warn">no ether</Chip>;
  return (
    <span className="number" title={formatEtherExact(etherWei)}>
      {formatEther(etherWei)}
    </span>
  );
}
