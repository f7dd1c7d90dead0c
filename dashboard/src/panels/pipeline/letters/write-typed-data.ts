import type { TypedDataToSign } from "../../../host/owner.ts";

/** Typed data as JSON, as tools that sign take it: with the domain's type, and whole numbers as text. */
export function writeTypedData({ domain, types, primaryType, message }: TypedDataToSign): string {
  const domainTypes = Object.entries(domain).map(([name, value]) => ({
    name,
    type: typeof value === "number" ? "uint256" : "string",
  }));
  return JSON.stringify(
    { types: { EIP712Domain: domainTypes, ...types }, primaryType, domain, message },
    (_, value: unknown) => (typeof value === "bigint" ? String(value) : value),
    2,
  );
}
