/** What an instance of a scheduled stage's workflow is started with. */
export type WorkflowParams = { readonly cron: string; readonly scheduledMs: number };
