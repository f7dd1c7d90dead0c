import { formatTokenAmount, formatTokenExact } from "./format-token-amount.ts";

/** Wei as ether, to a millionth: `0.000412 ETH`. */
export const formatEther = (wei: string): string => `${formatTokenAmount(BigInt(wei), 18)} ETH`;

/** Wei per gas as gwei, to a thousandth: `12.5 gwei`. */
export const formatGwei = (wei: string): string => `${formatTokenAmount(BigInt(wei), 9, 3)} gwei`;

/** For titles: no digit is cut. */
export const formatEtherExact = (wei: string): string => `${formatTokenExact(BigInt(wei), 18)} ETH`;
