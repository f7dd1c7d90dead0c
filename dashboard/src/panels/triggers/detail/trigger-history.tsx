import { useMemo } from "react";
import type { Trigger } from "../../../../../contracts/trigger.ts";
import type { Host } from "../../../host/panel.ts";
import { toDraft } from "../draft/draft.ts";
import { previewOf } from "../preview/preview-draft.ts";
import { PreviewPanel } from "../preview/preview-panel.tsx";
import { usePreview } from "../preview/use-preview.ts";
import { usePreviewDays } from "../preview/use-preview-days.ts";

/** What a trigger of the vault would have done on the recorded history, had it been armed all the while. */
export function TriggerHistory({ host, trigger }: { readonly host: Host; readonly trigger: Trigger }) {
  const [days, setDays] = usePreviewDays(host);
  const trial = useMemo(() => previewOf(toDraft(trigger)), [trigger]);
  const previewing = usePreview(host.load, trial, days);
  return <PreviewPanel {...{ previewing, days }} obstacle={null} onDays={setDays} showsNow={false} />;
}
