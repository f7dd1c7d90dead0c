import { formatSpan } from "../backtest/format-time.ts";

/** Two decimals, never `-0.00`. */
export const formatNumber = (value: number, decimals = 2): string =>
  value.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1");

/** With its sign, for differences. */
export const formatSigned = (value: number, decimals = 2): string => {
  const text = formatNumber(value, decimals);
  return Number(text) > 0 ? `+${text}` : text;
};

/** A log return as the share that people see: −0.51 is `-40.0 %`. */
export const formatReturn = (logReturn: number): string =>
  logReturn > 7 ? "> 1000-fold" : `${formatNumber(100 * Math.expm1(logReturn), 1)} %`;

export const formatP = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));

/** In hundredths of a log return. */
export const formatError = (error: number): string => formatNumber(100 * error, 1);

export const formatInterval = ({ low, high }: { readonly low: number; readonly high: number }): string =>
  `${formatNumber(low)} … ${formatNumber(high)}`;

export const formatMinutes = (spanMs: number): string => formatSpan(Math.round(spanMs / 60_000) * 60_000);
