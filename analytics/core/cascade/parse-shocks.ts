import { Shock } from "../../../contracts/cascade.ts";
import { err, ok, type Result } from "../../../contracts/result.ts";

export type ShockFault = {
  readonly code: "malformed" | "out-of-range" | "twice" | "unknown-asset";
  readonly message: string;
};

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const fault = (code: ShockFault["code"], message: string) => err<ShockFault>({ code, message });

/** `ETH/USDT=-0.10,BTC/USDT=-0.05`: a fall of 10 % of one and of 5 % of another. An asset's name ends at the last `=`. */
export function parseShocks(text: string): Result<readonly Shock[], ShockFault> {
  const shocks: Shock[] = [];
  for (const part of text.split(",")) {
    const at = part.lastIndexOf("=");
    const asset = part.slice(0, Math.max(0, at)).trim();
    const size = part.slice(at + 1).trim();
    if (asset === "" || !decimal.test(size)) {
      return fault("malformed", `expected SYMBOL=SIZE such as ETH/USDT=-0.10, not ${JSON.stringify(part)}`);
    }
    const shock = Shock.safeParse({ asset, size: Number(size) });
    if (!shock.success) return fault("out-of-range", `${asset}: expected a return from -1 to 10, not ${size}`);
    if (shocks.some((other) => other.asset === asset)) return fault("twice", `${asset} is given twice`);
    shocks.push(shock.data);
  }
  return ok(shocks);
}

/** The same shocks, where each is of an asset that there is. */
export function checkShocks(shocks: readonly Shock[], assets: readonly string[]): Result<readonly Shock[], ShockFault> {
  const unknown = shocks.find(({ asset }) => !assets.includes(asset));
  return unknown === undefined ? ok(shocks) : fault("unknown-asset", `${unknown.asset}: there is no such asset`);
}
