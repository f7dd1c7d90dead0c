import type { TokenAmount } from "../../../../../contracts/cast.ts";
import type { PositionView } from "../../../../../contracts/position.ts";
import { Chip } from "../../../components/chip.tsx";
import { TokenAmountText } from "../../../components/token-amount.tsx";
import { UsdAmount } from "../../../components/usd-amount.tsx";
import { formatEther, formatEtherExact } from "../../../format/format-gas.ts";
import { shortHex } from "../../../format/short-hex.ts";
import { orderWords } from "../cast-facts.tsx";
import { describeSource, kindWords, stateWords } from "./position-words.ts";

type PositionCardProps = { readonly position: PositionView; readonly triggerNames: ReadonlyMap<string, string> };

/** One position: what it holds and owes, what it cost and is worth, and what came of it. */
export function PositionCard({ position, triggerNames }: PositionCardProps) {
  const { kind, state, isUncertain, holds, owes, order, source, openedAtBlock, closedAtBlock, gasPaidWei } = position;
  const { label, tone } = stateWords[state];
  const isOver = state !== "active";
  return (
    <li className={isOver ? "card is-over" : "card"} data-testid="position" data-state={state} data-kind={kind}>
      <div className="card-head">
        <h4>
          {kindWords[kind]}
          {order === null ? null : (
            <span className="muted">
              {" "}
              <span title={order.id}>{shortHex(order.id)}</span>, {orderWords[order.status]}
            </span>
          )}
        </h4>
        <span className="chips">
          {isUncertain ? <Chip tone="warn">a cast may change this</Chip> : null}
          <Chip tone={tone}>{label}</Chip>
        </span>
      </div>
      <dl className="figures">
        {isOver ? null : <Amounts title={kind === "order" ? "In escrow" : "Holds"} amounts={holds} />}
        {owes.length === 0 ? null : <Amounts title="Owes" amounts={owes} />}
        {order?.brought == null ? null : <Amounts title="Brought" amounts={[order.brought]} />}
        {kind === "order" ? null : <Money position={position} />}
        <div>
          <dt>Gas</dt>
          <dd className="number" title={formatEtherExact(gasPaidWei)}>
            {formatEther(gasPaidWei)}
          </dd>
        </div>
      </dl>
      <p className="card-foot muted">
        <span>opened by {describeSource(source, triggerNames)}</span>
        <span>
          block {openedAtBlock}
          {closedAtBlock === null ? "" : ` to ${closedAtBlock}`}
        </span>
        {kind === "order" && !isOver ? <span>what is in escrow still counts to what it was taken from</span> : null}
      </p>
    </li>
  );
}

function Money({ position }: { readonly position: PositionView }) {
  const { state, costUsd, valueUsd, realisedUsd, unrealisedUsd } = position;
  const isActive = state === "active";
  return (
    <>
      {isActive ? <Figure title="Cost" exact={costUsd} /> : null}
      {isActive ? <Figure title="Worth" exact={valueUsd} /> : null}
      {isActive ? <Figure title="Unrealised" exact={unrealisedUsd} isChange /> : null}
      <Figure title="Realised" exact={realisedUsd} isChange />
    </>
  );
}

type FigureProps = { readonly title: string; readonly exact: string | null; readonly isChange?: boolean };

function Figure({ title, exact, isChange = false }: FigureProps) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {exact === null ? (
          <span className="muted">not known: no price</span>
        ) : (
          <UsdAmount exact={exact} isChange={isChange} />
        )}
      </dd>
    </div>
  );
}

function Amounts({ title, amounts }: { readonly title: string; readonly amounts: readonly TokenAmount[] }) {
  return (
    <div>
      <dt>{title}</dt>
      {amounts.length === 0 ? <dd className="muted">nothing</dd> : null}
      {amounts.map(({ token, symbol, decimals, amount }) => (
        <dd key={token}>
          <TokenAmountText amount={BigInt(amount)} decimals={decimals} symbol={symbol} />
        </dd>
      ))}
    </div>
  );
}
