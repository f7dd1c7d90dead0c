import type { ActorState } from "../../actors/core/state.ts";
import { AccessRecords } from "../records/access-records.ts";
import { AgentRecords } from "../records/agent-records.ts";
import { AlertRecords } from "../records/alert-records.ts";
import { AuditRecords } from "../records/audit-records.ts";
import { CastRecords } from "../records/cast-records.ts";
import { GasRecords } from "../records/gas-records.ts";
import { PositionRecords } from "../records/position-records.ts";
import { RefusalRecords } from "../records/refusal-records.ts";
import { RequestRecords } from "../records/request-records.ts";
import { RuleRecords } from "../records/rule-records.ts";
import { SessionRecords } from "../records/session-records.ts";
import { SignInRecords } from "../records/sign-in-records.ts";
import { TriggerRecords } from "../records/trigger-records.ts";

/** Everything that one vault has on record. */
export const openVaultRecords = (sql: SqlStorage, state: ActorState) => ({
  triggers: new TriggerRecords(sql),
  sessions: new SessionRecords(sql),
  casts: new CastRecords(sql),
  gas: new GasRecords(sql),
  positions: new PositionRecords(sql),
  rules: new RuleRecords(sql),
  alerts: new AlertRecords(sql),
  access: new AccessRecords(sql, state),
  signIns: new SignInRecords(sql),
  agents: new AgentRecords(sql),
  requests: new RequestRecords(sql),
  refusals: new RefusalRecords(sql),
  audit: new AuditRecords(sql),
});
export type VaultRecords = ReturnType<typeof openVaultRecords>;
