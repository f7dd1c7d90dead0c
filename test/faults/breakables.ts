/** What a vault calls besides the chain; each can be made to fail. */
export const breakables = ["QUEUE_JOURNAL", "REGISTRY", "LIVE_FEED", "OPEN_WORK", "TRADING_STATE"] as const;
/** `VAULT`: the vaults themselves, for the consumer of fires. */
export type Breakable = (typeof breakables)[number] | "VAULT";
