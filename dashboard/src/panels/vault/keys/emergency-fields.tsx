import type { TokenAmount } from "../../../../../contracts/cast.ts";
import { CheckField } from "../../../components/check-field.tsx";
import { TextField } from "../../../components/text-field.tsx";
import { formatTokenExact } from "../../../format/format-token-amount.ts";
import type { TermsDraft } from "./draft-terms.ts";
import { faultAt, type TermsFaults } from "./read-terms.ts";

type EmergencyFieldsProps = {
  readonly draft: TermsDraft;
  readonly tokens: readonly TokenAmount[];
  readonly faults: TermsFaults;
  readonly onChange: (changes: Partial<TermsDraft>) => void;
};

/** A second key that can only reduce what is at risk, armed by the same signature. */
export function EmergencyFields({ draft, tokens, faults, onChange }: EmergencyFieldsProps) {
  const { hasEmergency, emergencySells, emergencyLossPercent, emergencyDays } = draft;
  return (
    <fieldset className="form-group">
      <legend>Emergency key</legend>
      <CheckField
        label="Make a second key that can only close"
        isChecked={hasEmergency}
        onChange={(isChecked) => onChange({ hasEmergency: isChecked })}
      />
      {hasEmergency ? (
        <>
          <p className="muted">
            What it may sell for the dollar token. Leave the dollar token itself, and what is never to be sold, empty.
          </p>
          <div className="form-row">
            {tokens.map(({ symbol, amount, decimals }) => (
              <TextField
                key={symbol}
                label={`${symbol} at most`}
                value={emergencySells[symbol] ?? ""}
                isNumber
                unit={symbol}
                placeholder="none"
                hint={`held: ${formatTokenExact(BigInt(amount), decimals)}`}
                fault={faultAt(faults, `emergency.${symbol}`)}
                onChange={(value) => onChange({ emergencySells: { ...emergencySells, [symbol]: value } })}
              />
            ))}
          </div>
          <div className="form-row">
            <TextField
              label="Below the pool's mean price, at most"
              value={emergencyLossPercent}
              isNumber
              unit="%"
              fault={faultAt(faults, "emergency.loss")}
              onChange={(value) => onChange({ emergencyLossPercent: value })}
            />
            <TextField
              label="It lasts"
              value={emergencyDays}
              isNumber
              unit="days"
              hint="It may outlive the session."
              fault={faultAt(faults, "emergency.days")}
              onChange={(value) => onChange({ emergencyDays: value })}
            />
          </div>
        </>
      ) : null}
    </fieldset>
  );
}
