import type { z } from "zod";
import { Cast } from "./cast.ts";
import { CronTick } from "./cron-tick.ts";
import { DeadLetter } from "./dead-letter.ts";
import { Fires } from "./fires.ts";
import { JournalRecords } from "./journal-records.ts";
import { LiveMessage } from "./live.ts";
import { PipelinesFile } from "./pipelines-file.ts";
import { PriceTicks } from "./price-ticks.ts";
import { SignalSamples } from "./signal-samples.ts";
import { Trigger, VaultConditions } from "./trigger.ts";
import { VaultView } from "./vault-view.ts";

/** The contracts of queued messages, by the name that `pipelines.toml` uses. */
export const messageContracts: Readonly<Record<string, z.ZodType>> = {
  "cron-tick@1": CronTick,
  "price-ticks@2": PriceTicks,
  "signal-samples@2": SignalSamples,
  "fires@2": Fires,
  "journal-records@3": JournalRecords,
  "dead-letter@1": DeadLetter,
};

/** Every contract whose shape is pinned: a change of shape is a change of version. */
export const pinnedContracts: Readonly<Record<string, z.ZodType>> = {
  ...messageContracts,
  "cast@1": Cast,
  "trigger@1": Trigger,
  "vault-conditions@1": VaultConditions,
  "vault-view@1": VaultView,
  "live-message@4": LiveMessage,
  "pipelines-file@3": PipelinesFile,
};
