import type { Trigger } from "../../../../../contracts/trigger.ts";
import type { DraftFault } from "../draft/check-draft.ts";
import type { Draft } from "../draft/draft.ts";

/** What a group of fields needs of the draft that it is a view of. */
export type FieldsProps = {
  readonly draft: Draft;
  readonly onDraft: (draft: Draft) => void;
  readonly read: (path: readonly string[]) => string;
  readonly write: (path: readonly string[], text: string, kind?: "text" | "integer") => void;
  readonly faults: readonly DraftFault[];
  readonly faultOf: (field: string) => string | null;
  /** The vault's other triggers. */
  readonly others: readonly Trigger[];
};
