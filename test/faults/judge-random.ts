import type { CastRecord } from "../../execute/core/cast-record.ts";
import { isTerminal } from "../../execute/core/lifecycle/decide.ts";
import type { FireBook } from "./fire-book.ts";
import { soldPerMille, type TestedVault, vaultWeth } from "./open-vault.ts";
import { leftAfter, readTruth } from "./read-truth.ts";
import type { SentBytes } from "./sent-bytes.ts";
import type { FaultsChain } from "./start-faults-chain.ts";

export type Verdict = {
  readonly fires: number;
  readonly casts: number;
  /** Claims on the guard: what the chain executed. */
  readonly executions: number;
  /** Executions beyond the first of a cast, and sales of the token that no claim accounts for. */
  readonly duplicates: number;
  /** Fires with time and nothing in their way that were not executed. */
  readonly lost: number;
  /** Fires that came after a later one of their trigger: refused, as promised. */
  readonly overtaken: number;
  /** How casts ended: state, and the reason's code where there is one. */
  readonly ends: ReadonlyMap<string, number>;
  /** Executed, final, and ended with a word of doubt about what it left. */
  readonly doubts: readonly string[];
  /** A sentence for everything that is not as it must be, those that are counted above too. */
  readonly problems: readonly string[];
};

type Judged = {
  readonly vaults: readonly TestedVault[];
  readonly book: FireBook;
  readonly sent: SentBytes;
  readonly casts: ReadonlyMap<string, CastRecord>;
};

/** What the chain alone says of executions, held against what the vaults say and what had to happen. */
export async function judgeRandom(chain: FaultsChain, { vaults, book, sent, casts }: Judged): Promise<Verdict> {
  const problems: string[] = [];
  const doubts: string[] = [];
  const claims = new Map<string, number>();
  let duplicates = 0;
  for (const { address } of vaults) {
    const truth = await readTruth(chain, address);
    for (const [castId, count] of truth.claims) claims.set(castId, count);
    const executions = [...truth.claims.values()].reduce((sum, count) => sum + count, 0);
    const surplus = executions - truth.claims.size + Math.max(0, truth.sales - executions);
    duplicates += surplus;
    if (surplus > 0) problems.push(`${address}: ${truth.sales} sales, ${truth.claims.size} casts`);
    if (truth.sales !== executions || truth.proceeds !== executions) {
      problems.push(`${address}: ${executions} executions, ${truth.sales} sales, ${truth.proceeds} proceeds`);
    }
    // A reorganisation can undo what an owner took back, after the next cast was signed on that.
    const isAsPlanned = book.fires.every((fire) => fire.vault !== address || !fire.isCancelAsked);
    const expected = leftAfter(truth.claims.size, vaultWeth, soldPerMille);
    if (isAsPlanned && truth.weth !== expected) {
      problems.push(`${address}: holds ${truth.weth} wei of WETH, ${executions} casts leave ${expected}`);
    }
  }
  for (const castId of claims.keys())
    if (!casts.has(castId)) problems.push(`${castId}: executed, and no vault knows it`);
  for (const castId of sent.withSeveralNonces()) problems.push(`${castId}: left with several nonces`);
  for (const { cast } of casts.values()) {
    const expected = isExecuted(cast.state) ? 1 : 0;
    const said = `${cast.id}: ${cast.state} ${cast.reason?.code ?? ""}`;
    if (!isTerminal(cast.state)) problems.push(`${said}: it is still open`);
    else if ((claims.get(cast.id) ?? 0) !== expected) problems.push(`${said}: ${claims.get(cast.id) ?? 0} executions`);
    if (cast.state === "INCLUDED_UNVERIFIED") doubts.push(`${said}: ${cast.reason?.message}`);
  }
  const { lost, overtaken } = judgeFires(book, casts, claims, problems);
  const ends = new Map<string, number>();
  for (const { cast } of casts.values()) {
    const end = `${cast.state} ${cast.reason?.code ?? ""}`.trim();
    ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  const executions = [...claims.values()].reduce((sum, count) => sum + count, 0);
  return {
    fires: book.fires.length,
    casts: casts.size,
    executions,
    duplicates,
    lost,
    overtaken,
    ends,
    problems,
    doubts,
  };
}

function judgeFires(
  { fires }: FireBook,
  casts: Judged["casts"],
  claims: ReadonlyMap<string, number>,
  problems: string[],
): { readonly lost: number; readonly overtaken: number } {
  let [lost, overtaken] = [0, 0];
  for (const { vault, triggerId, epoch, castId, isCancelAsked } of fires) {
    const isLater = (other: (typeof fires)[number]) =>
      other.vault === vault && other.triggerId === triggerId && other.epoch > epoch && casts.has(other.castId);
    const what = `${vault} ${triggerId} ${epoch}`;
    if (triggerId === "late") {
      if (claims.has(castId)) problems.push(`${what}: came after its deadline and was executed`);
    } else if (!casts.has(castId) && fires.some(isLater)) overtaken += 1;
    else if (!claims.has(castId) && !isCancelAsked) {
      lost += 1;
      const cast = casts.get(castId)?.cast;
      problems.push(
        `${what}: lost: ${cast === undefined ? "never taken in" : `${cast.state} ${cast.reason?.code}: ${cast.reason?.message}`}`,
      );
    }
  }
  return { lost, overtaken };
}

const isExecuted = (state: string): boolean => state === "FINALIZED" || state === "INCLUDED_UNVERIFIED";
