import { useMemo, useState } from "react";
import type { SpellView } from "../../../../contracts/spell.ts";
import type { VaultView } from "../../../../contracts/vault-view.ts";
import type { Host } from "../../host/panel.ts";
import { checkDraft } from "./draft/check-draft.ts";
import type { DraftEntry, Drafts } from "./draft/use-drafts.ts";
import { Editor } from "./editor/editor.tsx";
import type { Known } from "./known-signals.ts";
import { previewOf } from "./preview/preview-draft.ts";
import { PreviewPanel } from "./preview/preview-panel.tsx";
import { usePreview } from "./preview/use-preview.ts";
import { usePreviewDays } from "./preview/use-preview-days.ts";
import { Verdict } from "./preview/verdict.tsx";
import { saveWords } from "./trigger-words.ts";

type DraftPageProps = {
  readonly host: Host;
  readonly entry: DraftEntry;
  readonly drafts: Drafts;
  readonly known: Known | null;
  readonly spells: readonly SpellView[] | null;
  readonly view: VaultView | null;
  /** It is saved, under this id. */
  readonly onSaved: (id: string) => void;
  readonly onLeave: () => void;
};

/** A draft, and beside it what it would have done. */
export function DraftPage({ host, entry, drafts, known, spells, view, onSaved, onLeave }: DraftPageProps) {
  const { draft, origin, key } = entry;
  const [isBusy, setBusy] = useState(false);
  const held = useMemo(() => view?.triggers.map(({ trigger }) => trigger) ?? [], [view]);
  const check = useMemo(
    () => checkDraft(draft, { compile: known, held, ownId: origin, spells }),
    [draft, known, held, origin, spells],
  );
  const [days, setDays] = usePreviewDays(host);
  const conditionFault = check.faults.find(({ error }) => error !== null);
  const trial = useMemo(() => previewOf(draft), [draft]);
  const obstacle = obstacleOf(draft.when, known, conditionFault?.field ?? null, trial === null);
  const previewing = usePreview(host.load, obstacle === null ? trial : null, days);

  const save = async (): Promise<void> => {
    const { trigger } = check;
    if (trigger === null) return;
    const replaced = view?.triggers.find((item) => item.trigger.id === origin)?.version ?? null;
    setBusy(true);
    drafts.change(key, { problem: null });
    const result = await host.owner.act("put-trigger", { trigger }, saveWords(trigger, replaced));
    setBusy(false);
    if (!result.ok) return drafts.change(key, { problem: result.error });
    drafts.drop(key);
    onSaved(trigger.id);
  };
  return (
    <div className="tr-work">
      <Editor
        entry={entry}
        onEntry={(change) => drafts.change(key, change)}
        check={check}
        known={known}
        spells={spells}
        view={view}
        hasVault={host.page.hasVault}
        isBusy={isBusy}
        verdict={<Verdict previewing={previewing} isPresent={previewing.isPresent && obstacle === null} />}
        onSave={() => void save()}
        onDiscard={() => {
          drafts.drop(key);
          onLeave();
        }}
        onSignIn={() => void host.owner.signIn()}
      />
      <PreviewPanel {...{ previewing, days, obstacle }} onDays={setDays} showsNow />
    </div>
  );
}

/** Why the history cannot be asked now; null where it can. */
function obstacleOf(when: unknown, known: Known | null, field: string | null, isUnfit: boolean): string | null {
  if (typeof when !== "string" || when.trim() === "") {
    return "Write a condition: it is tried on the recorded history while you write.";
  }
  if (known === null) return "The signals are being read.";
  if (field !== null) return `The condition${field === "when" ? "" : " that re-arms it"} has a mistake.`;
  return isUnfit ? "A field that says when it fires has a mistake." : null;
}
