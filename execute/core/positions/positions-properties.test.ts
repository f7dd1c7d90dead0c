import fc from "fast-check";
import { expect, test } from "vitest";
import { type Book, escrowOf, tokenTableOf, worthOf } from "./book.ts";
import { describePositions } from "./describe-positions.ts";
import { foldObservations } from "./fold-observations.ts";
import { applyCast, emptyLedger, foldLedger, type Ledger, reconcile } from "./ledger.ts";
import { equityOf } from "./leveraged.ts";
import type { Observation } from "./observation.ts";
import { modelTokenList, modelTokens, usdcUnits, VaultModel, wethUnits } from "./test-vault-model.ts";

const tokens = tokenTableOf(modelTokenList);

/** One thing that happens to a vault; amounts are parts of what there is, in percent. */
type Step =
  | { readonly do: "buy" | "sell" | "order-buy" | "order-sell"; readonly percent: bigint; readonly lossBps: bigint }
  | { readonly do: "wind" | "unwind" | "put-in" | "take-ether" | "take-dollars"; readonly percent: bigint }
  | { readonly do: "settle"; readonly how: "executed" | "cancelled" }
  | { readonly do: "price"; readonly priceUsd: bigint }
  | { readonly do: "time"; readonly millionths: bigint }
  | { readonly do: "read" };

const percent = fc.bigInt({ min: 1n, max: 100n });
const lossBps = fc.bigInt({ min: 0n, max: 100n });
const oneOf = <const Names extends readonly string[]>(...names: Names) => fc.constantFrom<Names[number]>(...names);
const plainStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: oneOf("buy", "sell"), percent, lossBps }),
  fc.record({ do: oneOf("put-in", "take-ether", "take-dollars"), percent }),
  fc.record({ do: oneOf("price"), priceUsd: fc.bigInt({ min: 500n, max: 5_000n }) }),
  fc.record({ do: oneOf("read") }),
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: plainStep },
  fc.record({ do: oneOf("order-buy", "order-sell"), percent, lossBps }),
  fc.record({ do: oneOf("settle"), how: oneOf("executed", "cancelled") }),
  fc.record({ do: oneOf("wind", "unwind"), percent }),
  fc.record({ do: oneOf("time"), millionths: fc.bigInt({ min: 0n, max: 50_000n }) }),
);

/** Lets the steps happen, and tells what a vault could observe of them. `onPrice` runs before a price changes. */
function happen(
  steps: readonly Step[],
  onPrice: (vault: VaultModel, seen: readonly Observation[], next: bigint) => void = () => {},
) {
  const vault = new VaultModel({ usdc: 100_000n * usdcUnits });
  const seen: Observation[] = [vault.read()];
  let ownerWorth = 0n;
  // The owner's acts are valued at the next reading's price: it is taken at once.
  const owner = (weth: bigint, usdc: bigint) => {
    if (weth === 0n && usdc === 0n) return;
    vault.owner({ weth, usdc });
    const size = (weth < 0n ? -weth : weth) * vault.priceUsd;
    ownerWorth += usdc + (weth < 0n ? -(size / 10n ** 12n) : size / 10n ** 12n);
    seen.push(vault.read());
  };
  for (const step of steps) {
    const part = (units: bigint) => ("percent" in step ? (units * step.percent) / 100n : 0n);
    switch (step.do) {
      case "buy":
      case "sell": {
        const sell = step.do === "buy" ? "usdc" : "weth";
        const units = part(vault.safe[sell]);
        if (units > 0n) seen.push(vault.swap(sell, units, step.lossBps, `${step.do}-${step.percent % 3n}`));
        break;
      }
      case "order-buy":
      case "order-sell": {
        const sell = step.do === "order-buy" ? "usdc" : "weth";
        const units = part(vault.safe[sell]);
        if (units > 0n) seen.push(vault.order(sell, units).cast);
        break;
      }
      case "settle": {
        const open = [...vault.orders].find(([, { status }]) => status === "open");
        if (open === undefined) break;
        vault.settle(open[0], step.how);
        seen.push(vault.read());
        break;
      }
      case "wind": {
        const ether = part(vault.safe.weth);
        if (ether > 10n ** 9n) seen.push(vault.wind(ether, (ether * vault.priceUsd) / (2n * 10n ** 12n)));
        break;
      }
      case "unwind": {
        const isSafe = vault.worthIn("usdc", "weth", vault.amount("aWeth")) > (vault.amount("debtUsdc") * 3n) / 2n;
        if (vault.amount("debtUsdc") > 0n && isSafe) seen.push(vault.unwind(step.percent > 50n ? 100n : step.percent));
        break;
      }
      case "put-in":
        owner(0n, step.percent * 10n * usdcUnits);
        break;
      case "take-ether":
        owner(-part(vault.safe.weth), 0n);
        break;
      case "take-dollars":
        owner(0n, -part(vault.safe.usdc));
        break;
      case "price":
        onPrice(vault, seen, step.priceUsd);
        vault.priceUsd = step.priceUsd;
        break;
      case "time":
        vault.passTime(step.millionths);
        break;
      case "read":
        seen.push(vault.read());
        break;
    }
  }
  seen.push(vault.read());
  return { vault, seen, ownerWorth };
}

/** What all positions together have made, at the book's prices. */
function profitOf(book: Book): bigint {
  return book.positions.reduce((sum, one) => {
    const value =
      one.state !== "active" || one.kind === "order"
        ? 0n
        : one.kind === "spot"
          ? (worthOf(one.asset, one.amount, book.prices, tokens) ?? 0n)
          : equityOf(book, one, tokens);
    return sum + one.realised + value - one.cost;
  }, 0n);
}

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

test("positions, what is no position's and escrow are what the chain holds; differences are what the owner has moved", () => {
  const seenKinds: Record<string, number> = {};
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 10, maxLength: 40, size: "max" }), (steps) => {
      const { vault, seen } = happen(steps);
      const book = foldObservations(seen, tokens);
      for (const name of ["weth", "usdc"] as const) {
        const token = modelTokens[name];
        const inPositions = book.positions.reduce(
          (sum, one) => (one.kind === "spot" && one.asset === token ? sum + one.amount : sum),
          0n,
        );
        expect((book.free[token] ?? 0n) + inPositions - escrowOf(book, token)).toBe(vault.safe[name]);
        expect(book.free[token] ?? 0n).toBeGreaterThanOrEqual(0n);
        const moved = book.differences
          .filter(({ amount }) => amount.token === token)
          .reduce((sum, { amount }) => sum + BigInt(amount.amount), 0n);
        expect(moved).toBe(vault.ownerMoved[name]);
      }
      for (const name of ["aWeth", "debtUsdc"] as const) {
        expect(book.lent[modelTokens[name]]?.amount ?? 0n).toBe(vault.amount(name));
      }
      expect(book.differences.filter(({ what }) => what !== "deposit" && what !== "withdrawal")).toEqual([]);
      for (const { what } of book.differences) seenKinds[what] = (seenKinds[what] ?? 0) + 1;
      for (const one of book.positions) {
        const kind = `${one.kind} ${one.kind === "order" ? one.status : one.state}`;
        seenKinds[kind] = (seenKinds[kind] ?? 0) + 1;
      }
    }),
    { seed: 1, numRuns: 400 },
  );
  // The schedules do reach everything.
  const reached = ["spot", "leveraged"].flatMap((kind) => [`${kind} active`, `${kind} closed`]);
  for (const kind of [...reached, "order open", "order executed", "order cancelled", "deposit", "withdrawal"]) {
    expect(seenKinds[kind] ?? 0, kind).toBeGreaterThan(20);
  }
});

test("profit is conserved: the positions have made what the vault is worth more than it began with and the owner put in", () => {
  fc.assert(
    fc.property(fc.array(plainStep, { minLength: 10, maxLength: 60, size: "max" }), (steps) => {
      const { vault, seen, ownerWorth } = happen(steps);
      const made = vault.wealth() - 100_000n * usdcUnits - ownerWorth;
      const book = foldObservations(seen, tokens);
      // Everything was bought with dollars, so all ether is in positions. A millionth of a dollar can be rounded in each step.
      expect(absolute(profitOf(book) - made)).toBeLessThanOrEqual(BigInt(2 * steps.length + 2));
    }),
    { seed: 4, numRuns: 500 },
  );
});

test("the same with loans, interest and orders: what is left is what the owner's own ether has made", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 10, maxLength: 40, size: "max" }), (steps) => {
      let ownEther = 0n;
      const exact = steps.map((step) => ("lossBps" in step ? { ...step, lossBps: 0n } : step));
      const { vault, seen, ownerWorth } = happen(exact, ({ priceUsd }, known, next) => {
        const free = foldObservations(known, tokens).free[modelTokens.weth] ?? 0n;
        ownEther += (free * (next - priceUsd)) / 10n ** 12n;
      });
      const made = vault.wealth() - 100_000n * usdcUnits - ownerWorth;
      const book = foldObservations(seen, tokens);
      expect(absolute(profitOf(book) + ownEther - made)).toBeLessThanOrEqual(BigInt(20 * steps.length + 20));
    }),
    { seed: 6, numRuns: 400 },
  );
});

test("in which order casts and readings become known does not matter, nor how often", () => {
  const shuffled = fc.array(anyStep, { minLength: 10, maxLength: 25, size: "max" }).chain((steps) => {
    const { seen } = happen(steps);
    return fc.tuple(fc.constant(seen), fc.shuffledSubarray(seen, { minLength: seen.length, maxLength: seen.length }));
  });
  fc.assert(
    fc.property(shuffled, ([seen, mixed]) => {
      expect(foldObservations(mixed, tokens)).toEqual(foldObservations(seen, tokens));
      const casts = mixed.filter((one) => one.kind === "cast");
      const ledgerOf = (order: readonly Observation[]): Ledger =>
        order.reduce((ledger, one) => (one.kind === "cast" ? applyCast(ledger, one) : ledger), emptyLedger);
      const last = seen.at(-1);
      if (last?.kind !== "reading") throw new Error("it ends with a reading");
      const results = [ledgerOf([...casts, ...casts]), ledgerOf(seen)].map((ledger) =>
        reconcile(ledger, last, [], tokens),
      );
      const [late, inOrder] = results.map((result) => (result.kind === "applied" ? result.book : null));
      expect(late).toEqual(inOrder);
    }),
    { seed: 9, numRuns: 200 },
  );
});

test("a vault that drops readings which tell nothing knows the same as one that keeps them all", () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 10, maxLength: 30, size: "max" }), (steps) => {
      const { seen } = happen(steps);
      let ledger = emptyLedger;
      for (const one of seen) {
        if (one.kind === "cast") ledger = applyCast(ledger, one);
        else {
          const result = reconcile(ledger, one, [], tokens);
          if (result.kind === "applied") ledger = result.ledger;
        }
      }
      const [kept, all] = [foldLedger(ledger, tokens), foldObservations(seen, tokens)];
      const show = (book: Book) => describePositions(book, { prices: {}, inFlight: [] }, tokens);
      expect(show(kept)).toEqual(show(all));
      expect(kept.differences).toEqual(all.differences);
      expect(kept.free).toEqual(all.free);
    }),
    { seed: 8, numRuns: 300 },
  );
});

test("the model itself: wealth is what everything is worth", () => {
  const vault = new VaultModel({ weth: 2n * wethUnits, usdc: 500n * usdcUnits });
  expect(vault.wealth()).toBe(4_500n * usdcUnits);
  vault.wind(wethUnits, 1_000n * usdcUnits);
  expect(vault.wealth()).toBe(4_500n * usdcUnits);
});
