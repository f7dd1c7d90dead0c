import { z } from "zod";
import { Hash } from "./ids.ts";
import { TimeMs } from "./time.ts";

/** So long an agent's request waits for a person. */
export const requestWaitMs = 3_600_000;

/** `read`: the vault as its owner sees it. `triggers:write`: triggers of the agent's own. `casts:request`: single casts. */
export const AgentScope = z.enum(["read", "triggers:write", "casts:request"]);
export type AgentScope = z.infer<typeof AgentScope>;

/** What a person calls something, on one line. */
export const ShortName = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]{1,60}$/u, "expected 1 to 60 characters without line breaks");

/** What an owner lets an agent do, and for how long (wall clock). */
export const AgentTerms = z.strictObject({
  name: ShortName,
  scopes: z.array(AgentScope).min(1),
  /** The spells that it may cast, at once or through a trigger. */
  spells: z.array(z.string().min(1)).max(20),
  /** At most so many casts in 24 hours, those counted that its triggers could cause. */
  castsPerDay: z.int().min(0).max(1_000),
  expiresAtMs: TimeMs,
  /** Each of its writes waits until a person approves it. */
  needsApproval: z.boolean(),
});
export type AgentTerms = z.infer<typeof AgentTerms>;

/** Who may act on a vault, for its own people. Never keys, tokens or signatures. */
export const VaultAccess = z.strictObject({
  signIns: z.array(
    z.strictObject({
      id: z.string(),
      owner: z.string(),
      origin: z.string(),
      createdWallMs: TimeMs,
      usedWallMs: TimeMs,
      expiresWallMs: TimeMs,
    }),
  ),
  agents: z.array(
    AgentTerms.extend({
      id: z.string(),
      keyThumbprint: z.string(),
      state: z.enum(["live", "expired", "revoked"]),
      /** Of `castsPerDay`, at present. */
      castsUsed: z.int().nonnegative(),
      createdWallMs: TimeMs,
    }),
  ),
  /** Links and pages that read the vault, the newest first; ended ones are left out. Absent from vaults of before it was told. */
  views: z
    .array(
      z.strictObject({
        id: z.string(),
        /** Null where nobody called it anything; owner and time, where it was granted before they were kept. */
        label: z.string().nullable(),
        owner: z.string().nullable(),
        createdWallMs: TimeMs.nullable(),
        expiresWallMs: TimeMs,
      }),
    )
    .optional(),
  /** What agents ask for and no person has decided, the oldest first. */
  requests: z.array(
    z.strictObject({
      id: Hash,
      agentId: z.string(),
      action: z.string(),
      /** JSON as text. */
      body: z.string(),
      createdWallMs: TimeMs,
      expiresWallMs: TimeMs,
    }),
  ),
});
export type VaultAccess = z.infer<typeof VaultAccess>;
