import type { SpellRisk } from "../../../../contracts/spell.ts";
import { riskWords } from "./risk-words.ts";
import "./spells.css";

/** How risky a spell is: as a number of bars, and in words. */
export function RiskMark({ risk, hasMeaning = false }: { readonly risk: SpellRisk; readonly hasMeaning?: boolean }) {
  const { title, meaning, steps } = riskWords[risk];
  return (
    <span className={`risk risk-${risk}`}>
      <svg className="risk-bars" viewBox="0 0 16 12" aria-hidden="true">
        {[0, 1, 2].map((step) => (
          <rect
            key={step}
            className={step < steps ? "risk-on" : "risk-off"}
            x={step * 6}
            y={8 - step * 4}
            width={4}
            height={4 + step * 4}
          />
        ))}
      </svg>
      <span>
        {title}
        {hasMeaning ? `: ${meaning}` : ""}
      </span>
    </span>
  );
}
