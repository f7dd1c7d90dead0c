import { describe, expect, test } from "vitest";
import { PositionView } from "../../../contracts/position.ts";
import { tokenTableOf } from "./book.ts";
import { describeFree, describePositions, formatUsd } from "./describe-positions.ts";
import { applyCast, emptyLedger, foldLedger, type Ledger, reconcile } from "./ledger.ts";
import type { CastObservation, Observation, ReadingObservation } from "./observation.ts";
import { modelTokenList, modelTokens, usdcUnits, VaultModel, wethUnits } from "./test-vault-model.ts";

const tokens = tokenTableOf(modelTokenList);

/** Takes observations in as a vault does, and shows what follows. */
function follow(observations: readonly Observation[]) {
  let ledger: Ledger = emptyLedger;
  for (const observation of observations) {
    if (observation.kind === "cast") ledger = applyCast(ledger, observation);
    else {
      const result = reconcile(ledger, observation, [], tokens);
      if (result.kind === "applied") ledger = result.ledger;
    }
  }
  const book = foldLedger(ledger, tokens);
  const views = describePositions(book, { prices: {}, inFlight: [] }, tokens);
  for (const view of views) PositionView.parse(view);
  return { ledger, book, views };
}
const summary = (observations: readonly Observation[]) =>
  follow(observations).views.map(({ kind, state, holds, costUsd, realisedUsd, unrealisedUsd }) => ({
    what: `${kind} ${state}`,
    holds: holds.map(({ amount }) => amount),
    pnl: [costUsd, realisedUsd, unrealisedUsd],
  }));
const differences = (observations: readonly Observation[]) =>
  follow(observations).book.differences.map(({ what, amount }) => `${what} ${amount.amount} ${amount.symbol}`);

describe("what was bought", () => {
  test("two purchases have their mean cost, a sale realises its part of it", () => {
    const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
    const seen: Observation[] = [vault.swap("usdc", 2_000n * usdcUnits, 0n)];
    vault.priceUsd = 1_000n;
    seen.push(vault.swap("usdc", 1_000n * usdcUnits, 0n));
    expect(summary(seen)).toEqual([
      { what: "spot active", holds: [(2n * wethUnits).toString()], pnl: ["3000.000000", "0.000000", "-1000.000000"] },
    ]);
    vault.priceUsd = 3_000n;
    seen.push(vault.swap("weth", wethUnits / 2n, 0n, "another"));
    expect(summary(seen)).toEqual([
      {
        what: "spot active",
        holds: [((3n * wethUnits) / 2n).toString()],
        pnl: ["2250.000000", "750.000000", "2250.000000"],
      },
    ]);
    seen.push(vault.swap("weth", (3n * wethUnits) / 2n, 100n, "another"));
    expect(summary(seen)).toEqual([{ what: "spot closed", holds: [], pnl: ["0.000000", "2955.000000", "0.000000"] }]);
    expect(follow(seen).views[0]).toMatchObject({ gasPaidWei: "28", castIds: { length: 4 }, source: "trigger" });
    // The next purchase opens another one.
    seen.push(vault.swap("usdc", 3_000n * usdcUnits, 0n));
    expect(follow(seen).views.map(({ id }) => id)).toEqual([
      `spot:trigger:${modelTokens.weth}:2`,
      `spot:trigger:${modelTokens.weth}:1`,
    ]);
  });

  test("a sale takes from the oldest position first, and then from what the owner had", () => {
    const vault = new VaultModel({ usdc: 10_000n * usdcUnits, weth: wethUnits });
    const seen = [vault.swap("usdc", 2_000n * usdcUnits, 0n, "a"), vault.swap("usdc", 2_000n * usdcUnits, 0n, "b")];
    seen.push(vault.swap("weth", (3n * wethUnits) / 2n, 0n, "c"));
    expect(follow(seen).views.map(({ source, state, holds }) => [source, state, holds[0]?.amount])).toEqual([
      ["b", "active", (wethUnits / 2n).toString()],
      ["a", "closed", undefined],
    ]);
    seen.push(vault.swap("weth", wethUnits, 0n, "c"));
    const { book } = follow(seen);
    expect(describeFree(book, tokens).find(({ symbol }) => symbol === "weth")?.amount).toBe(
      (wethUnits / 2n).toString(),
    );
  });
});

test("what is left of a sale and worth less than a millionth of a dollar closes its position, and is free", () => {
  const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
  const seen = [vault.swap("usdc", 2_000n * usdcUnits, 0n)];
  seen.push(vault.swap("weth", wethUnits - 300n, 0n));
  expect(summary(seen)).toMatchObject([{ what: "spot closed" }]);
  expect(follow(seen).book.free[modelTokens.weth]).toBe(300n);
});

describe("what the owner does", () => {
  test("puts in and takes out: shown as such; a position shrinks only where nothing else is left", () => {
    const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
    const seen: Observation[] = [vault.swap("usdc", 4_000n * usdcUnits, 0n), vault.read()];
    vault.owner({ weth: wethUnits, usdc: -500n * usdcUnits });
    seen.push(vault.read());
    expect(differences(seen)).toEqual([`deposit ${wethUnits} weth`, "withdrawal -500000000 usdc"]);
    expect(summary(seen)[0]?.holds).toEqual([(2n * wethUnits).toString()]);
    vault.priceUsd = 3_000n;
    vault.owner({ weth: -2n * wethUnits });
    seen.push(vault.read());
    // One of them was the owner's own; the other counts as sold for 3000 that has cost 2000.
    expect(summary(seen)).toEqual([
      { what: "spot active", holds: [wethUnits.toString()], pnl: ["2000.000000", "1000.000000", "1000.000000"] },
    ]);
  });

  test("between two casts, without a reading: found from what the second one saw before its block", () => {
    const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
    const seen: Observation[] = [vault.swap("usdc", 2_000n * usdcUnits, 0n)];
    vault.owner({ weth: -wethUnits / 4n });
    seen.push(vault.swap("usdc", 2_000n * usdcUnits, 0n));
    expect(differences(seen)).toEqual([`withdrawal -${wethUnits / 4n} weth`]);
    expect(summary(seen)[0]?.holds).toEqual([((7n * wethUnits) / 4n).toString()]);
  });

  test("takes a part out of a loan: that part of its cost goes with it", () => {
    const vault = new VaultModel({ weth: 2n * wethUnits });
    const seen: Observation[] = [vault.wind(wethUnits, 1_000n * usdcUnits), vault.read()];
    vault.priceUsd = 4_000n;
    vault.lend("aWeth", -wethUnits / 2n);
    vault.owner({ weth: wethUnits / 2n });
    seen.push(vault.read());
    // 2000 of the 5000 that it was worth: two fifths of the 2000 that it had cost.
    expect(summary(seen)).toMatchObject([
      { what: "leveraged active", pnl: ["1200.000000", "1200.000000", "1800.000000"] },
    ]);
  });

  test("in the lending market, beside a position: what it puts in is cost, what it takes out is realised", () => {
    const vault = new VaultModel({ weth: 3n * wethUnits });
    const seen: Observation[] = [vault.wind(wethUnits, 1_000n * usdcUnits), vault.read()];
    vault.passTime(40_000n);
    vault.owner({ weth: -wethUnits });
    vault.lend("aWeth", wethUnits);
    seen.push(vault.read());
    expect(differences(seen)).toEqual([
      `withdrawal -${wethUnits} weth`,
      expect.stringMatching(/^lent 1000000000000000000 aWeth$|^lent 9{18} aWeth$/),
    ]);
    expect(Number(summary(seen)[0]?.pnl[0])).toBeCloseTo(4_000, 5);
    // It ends the loan itself: repays from elsewhere, and takes everything out.
    vault.scaled.aWeth = 0n;
    vault.scaled.debtUsdc = 0n;
    vault.owner({ weth: 2n * wethUnits });
    seen.push(vault.read());
    expect(follow(seen).views[0]).toMatchObject({ state: "closed" });
    expect(
      differences(seen)
        .slice(2)
        .map((text) => text.split(" ")[0]),
    ).toEqual(["deposit", "taken-back", "repaid"]);
  });
});

describe("a loan", () => {
  const wound = () => {
    const vault = new VaultModel({ weth: 2n * wethUnits });
    return { vault, seen: [vault.wind(wethUnits, 1_000n * usdcUnits), vault.read()] as Observation[] };
  };

  test("shows what is lent and owed, with interest, and no difference for it", () => {
    const { vault, seen } = wound();
    vault.passTime(40_000n);
    vault.priceUsd = 2_200n;
    seen.push(vault.read());
    expect(differences(seen)).toEqual([]);
    const [view] = follow(seen).views;
    expect(view).toMatchObject({ kind: "leveraged", state: "active", costUsd: "2000.000000" });
    expect(view?.holds[0]?.amount).toBe(vault.amount("aWeth").toString());
    expect(view?.owes[0]?.amount).toBe(vault.amount("debtUsdc").toString());
    expect(Number(view?.valueUsd)).toBeCloseTo(1.5 * 1.02 * 2_200 - 1_040, 3);
  });

  test("unwound in a block that comes a month after the one before: its interest is nobody's act", () => {
    const { vault, seen } = wound();
    seen.push(
      vault.leverage("unwind", () => {
        vault.passTime(10_000n);
        vault.lend("aWeth", -wethUnits / 10n);
        vault.lend("debtUsdc", -200n * usdcUnits);
      }),
    );
    vault.passTime(10_000n);
    seen.push(vault.read());
    expect(differences(seen)).toEqual([]);
  });

  test("ends when everything is repaid and taken out; the ether is the vault's own again", () => {
    const { vault, seen } = wound();
    vault.passTime(40_000n);
    vault.priceUsd = 3_000n;
    seen.push(vault.unwind(100n), vault.read());
    const [view] = follow(seen).views;
    expect(view).toMatchObject({ state: "closed", holds: [], owes: [] });
    expect(Number(view?.realisedUsd)).toBeCloseTo(1.5 * 1.02 * 3_000 - 1_040 - 2_000, 3);
    expect(differences(seen)).toEqual([]);
  });

  test.each([true, false])("liquidated, with the market's record: %s; the rest goes on as a new one", (isRecorded) => {
    const { vault, seen } = wound();
    vault.priceUsd = 900n;
    vault.liquidate(50n);
    seen.push(vault.read(isRecorded));
    const [rest, ended] = follow(seen).views;
    expect(ended).toMatchObject({ state: "liquidated", unrealisedUsd: "0.000000" });
    expect(rest).toMatchObject({ state: "active", unrealisedUsd: "0.000000" });
    // 1.5 ether at 900 less 1000 is 350; the bonus is 5 % of 500.
    expect(Number(ended?.realisedUsd)).toBeCloseTo(350 - 25 - 2_000, 3);
    expect(Number(rest?.costUsd)).toBeCloseTo(325, 3);
    expect(differences(seen).map((text) => text.split(" ")[0])).toEqual(["liquidation", "liquidation"]);
    expect(new Set(follow(seen).views.map(({ id }) => id)).size).toBe(2);
  });

  test("an owner who repays and takes out by the Safe is no liquidator, also where the record was not read", () => {
    const { vault, seen } = wound();
    vault.owner({ usdc: 600n * usdcUnits });
    seen.push(vault.read());
    vault.lend("debtUsdc", -500n * usdcUnits);
    vault.lend("aWeth", -wethUnits / 4n);
    vault.owner({ usdc: -500n * usdcUnits, weth: wethUnits / 4n });
    seen.push(vault.read(false));
    expect(follow(seen).views.map(({ state }) => state)).toEqual(["active"]);
  });
});

describe("an order", () => {
  const placed = () => {
    const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
    const { id, cast } = vault.order("usdc", 4_000n * usdcUnits);
    return { vault, id, seen: [cast, vault.read()] as Observation[] };
  };

  test("is active while it waits, and its escrow is no withdrawal", () => {
    const { seen } = placed();
    expect(differences(seen)).toEqual([]);
    expect(follow(seen).views[0]).toMatchObject({
      kind: "order",
      state: "active",
      order: { status: "open", brought: null },
    });
    expect(summary(seen)[0]?.holds).toEqual([(4_000n * usdcUnits).toString()]);
  });

  test("executed by its keeper, it becomes what it has bought, for what it has sold", () => {
    const { vault, id, seen } = placed();
    vault.settle(id, "executed", 100n);
    seen.push(vault.read());
    expect(differences(seen)).toEqual([]);
    expect(summary(seen)).toEqual([
      { what: "spot active", holds: ["2020000000000000000"], pnl: ["4000.000000", "0.000000", "40.000000"] },
      { what: "order closed", holds: [], pnl: ["0.000000", "0.000000", "0.000000"] },
    ]);
    expect(follow(seen).views[1]?.order).toMatchObject({
      status: "executed",
      brought: { amount: "2020000000000000000" },
    });
  });

  test("settled before the next cast, and read after it: no difference is left over", () => {
    const { vault, id, seen } = placed();
    vault.settle(id, "executed");
    seen.push(vault.swap("weth", wethUnits, 0n));
    expect(differences(seen)).toEqual([`deposit ${2n * wethUnits} weth`]);
    seen.push(vault.read());
    expect(differences(seen)).toEqual([]);
    expect(summary(seen)[0]?.holds).toEqual([wethUnits.toString()]);
  });

  test("cancelled by a cast, or by anyone: it is over, and nothing has moved", () => {
    const { vault, id, seen } = placed();
    const cancel: CastObservation = vault.cast({ kind: "order-cancel", orderId: id as `0x${string}` }, () => {
      vault.settle(id, "cancelled");
    });
    for (const rest of [[cancel], [cancel, vault.read()], [vault.read()]]) {
      const all = [...seen, ...rest];
      expect(differences(all)).toEqual([]);
      expect(follow(all).views[0]).toMatchObject({ state: "closed", order: { status: "cancelled" } });
    }
  });

  test("frozen: it stays active, for what it holds is still the vault's", () => {
    const { vault, id, seen } = placed();
    const order = vault.orders.get(id);
    if (order === undefined) throw new Error("it was placed");
    order.status = "frozen";
    seen.push(vault.read());
    expect(follow(seen).views[0]).toMatchObject({ state: "active", order: { status: "frozen" } });
  });
});

test("two purchases in one block cannot be told apart: together they are what the block shows, not twice that", () => {
  const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
  const swaps = [vault.swap("usdc", 1_000n * usdcUnits, 0n, "a"), vault.swap("usdc", 2_000n * usdcUnits, 0n, "b")];
  const balances = { before: swaps[0]?.balances?.before ?? {}, after: swaps[1]?.balances?.after ?? {} };
  const { book, views } = follow([...swaps.map((cast) => ({ ...cast, block: 9, balances })), vault.read()]);
  expect(book.differences).toEqual([]);
  expect(views.map(({ source, costUsd }) => [source, costUsd])).toEqual([["a", "3000.000000"]]);
});

test("two casts in one block share its balances: an order and a purchase are told apart, and gas is each one's own", () => {
  const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
  const start = vault.read();
  const order = vault.order("usdc", 1_000n * usdcUnits).cast;
  const swap = vault.swap("usdc", 2_000n * usdcUnits, 0n);
  const balances = { before: order.balances?.before ?? {}, after: swap.balances?.after ?? {} };
  const together = [order, swap].map((cast) => ({ ...cast, block: swap.block, balances }));
  const { book, views } = follow([start, ...together, vault.read()]);
  expect(book.differences).toEqual([]);
  expect(views.map(({ kind, costUsd, gasPaidWei }) => [kind, costUsd, gasPaidWei])).toEqual([
    ["spot", "2000.000000", "7"],
    ["order", "0.000000", "7"],
  ]);
});

describe("what is not known", () => {
  test("a cast whose block the node has forgotten: the next reading shows what it did", () => {
    const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
    const start = vault.read();
    const forgotten = { ...vault.swap("usdc", 2_000n * usdcUnits, 0n), balances: null };
    expect(follow([start, forgotten]).views).toEqual([]);
    expect(summary([start, forgotten, vault.read()])).toEqual([
      { what: "spot active", holds: [wethUnits.toString()], pnl: ["2000.000000", "0.000000", "0.000000"] },
    ]);
  });

  test("nothing is concluded while a signed cast is not accounted for, or from a reading that is older than what is known", () => {
    const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
    const early = vault.read();
    const cast = vault.swap("usdc", 2_000n * usdcUnits, 0n);
    const ledger = applyCast(emptyLedger, cast);
    expect(reconcile(ledger, vault.read(), ["0xabc"], tokens)).toEqual({ kind: "skipped", why: "cast-in-flight" });
    expect(reconcile(ledger, vault.read(), [cast.castId], tokens)).toMatchObject({ kind: "applied", hasNews: false });
    expect(reconcile(ledger, early, [], tokens)).toEqual({ kind: "skipped", why: "outdated" });
  });

  test("a cast on its way makes uncertain what it may change, and is no state", () => {
    const vault = new VaultModel({ usdc: 10_000n * usdcUnits, weth: 2n * wethUnits });
    const { book } = follow([vault.swap("usdc", 2_000n * usdcUnits, 0n), vault.wind(wethUnits, 1_000n * usdcUnits)]);
    const swap = { kind: "swap", sell: modelTokens.weth, buy: modelTokens.usdc, prices: {} } as const;
    const views = describePositions(book, { prices: {}, inFlight: [swap] }, tokens);
    expect(views.map(({ kind, state, isUncertain }) => [kind, state, isUncertain])).toEqual([
      ["leveraged", "active", false],
      ["spot", "active", true],
    ]);
  });

  test("without a price there is no worth, and no guess", () => {
    const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
    const cast = vault.swap("usdc", 2_000n * usdcUnits, 0n);
    const blind = {
      ...cast,
      effect: { ...cast.effect, prices: { [modelTokens.usdc]: "100000000" } },
    } as CastObservation;
    expect(follow([blind]).views[0]).toMatchObject({ costUsd: "2000.000000", valueUsd: null, unrealisedUsd: null });
  });
});

test("only readings that tell something are kept, with the clean one before each", () => {
  const vault = new VaultModel({ usdc: 10_000n * usdcUnits });
  const readings: ReadingObservation[] = [];
  const next = () => {
    const reading = vault.read();
    readings.push(reading);
    return reading;
  };
  const seen: Observation[] = [vault.swap("usdc", 2_000n * usdcUnits, 0n), next(), next(), next()];
  vault.owner({ usdc: 5n });
  seen.push(next(), next(), next());
  const { ledger } = follow(seen);
  expect(ledger.observations.map(({ block }) => block)).toEqual(
    [seen[0], readings[2], readings[3]].map((one) => one?.block),
  );
  expect(ledger.checkpoint).toBe(readings[5]);
});

test.each([
  [0n, "0.000000"],
  [-1n, "-0.000001"],
  [1_234_567_890n, "1234.567890"],
  [-1_000_000n, "-1.000000"],
])("%s millionths are %s", (millionths, text) => expect(formatUsd(millionths)).toBe(text));
