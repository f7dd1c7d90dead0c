import type { FactorName } from "../../../../../contracts/event.ts";
import type { FactorReading } from "../../../../../contracts/factor-reading.ts";
import { formatSigned } from "../../../format/format-number.ts";
import type { Host } from "../../../host/panel.ts";
import { SignedBar } from "../impact-bars.tsx";
import { FactorDetail } from "./factor-detail.tsx";
import { factorHints } from "./factor-words.ts";

type FactorListProps = { readonly host: Host; readonly factors: readonly FactorReading[]; readonly mark: number };

/** The five factors; one of them opened. */
export function FactorList({ host, factors, mark }: FactorListProps) {
  const open = host.params.factor ?? null;
  return (
    <ul className="world-factors">
      {factors.map((reading) => (
        <li key={reading.factor} data-testid={`factor-${reading.factor}`} data-open={reading.factor === open}>
          <FactorHead
            reading={reading}
            isOpen={reading.factor === open}
            onPress={(factor) => host.setParams({ factor: factor === open ? null : factor })}
          />
          {reading.factor === open ? <FactorDetail host={host} reading={reading} mark={mark} /> : null}
        </li>
      ))}
    </ul>
  );
}

type FactorHeadProps = {
  readonly reading: FactorReading;
  readonly isOpen: boolean;
  readonly onPress: (factor: FactorName) => void;
};

function FactorHead({ reading: { factor, value, evidence }, isOpen, onPress }: FactorHeadProps) {
  const [first] = evidence;
  return (
    <div className="world-factor-head">
      <button
        type="button"
        className="fold-button world-factor-name"
        aria-expanded={isOpen}
        onClick={() => onPress(factor)}
      >
        <span className="fold-mark" aria-hidden="true">
          {isOpen ? "▾" : "▸"}
        </span>
        {factor}
      </button>
      <span className="muted world-factor-hint">{factorHints[factor]}</span>
      <SignedBar value={value} />
      <span className="number world-factor-value">{formatSigned(value)}</span>
      <span className="muted world-factor-top">
        {first === undefined ? "no recent event speaks to it" : first.title}
      </span>
    </div>
  );
}
