import type { RegimeReading } from "../../../../contracts/cluster.ts";
import { Chip } from "../../components/chip.tsx";
import { formatSigned } from "../../format/format-number.ts";
import { coupledFrom, largeFrom, regimeWords } from "./cluster-words.ts";

/** How all series move at present: one word, and the two numbers that it follows from. */
export function RegimeLine({ regime }: { readonly regime: RegimeReading | null }) {
  if (regime === null) return <p className="muted">The regime is not known: there are too few series.</p>;
  const { coupling, activity } = regime;
  return (
    <p className="regime" data-testid="regime" data-regime={regime.regime}>
      <Chip tone={regime.regime === "panic" ? "warn" : "quiet"}>{regime.regime}</Chip>{" "}
      <strong>{regimeWords[regime.regime]}</strong>{" "}
      <span className="muted">
        The mean correlation of all pairs is <span className="number">{formatSigned(coupling)}</span> (together from{" "}
        {formatSigned(coupledFrom)}); the newest hour's moves are <span className="number">{activity.toFixed(2)}</span>{" "}
        times their usual size (large from {largeFrom.toFixed(2)}).
      </span>
    </p>
  );
}
