import { lazy, Suspense } from "react";
import type { OwnerRequest, OwnerResult } from "./owner-request.ts";

const OwnerDialog = lazy(() => import("./dialog/owner-dialog.tsx"));

type OwnerPromptProps = {
  readonly request: OwnerRequest | null;
  readonly onSettle: (id: number, result: OwnerResult) => void;
};

/** The dialog in which the owner is asked, while there is something to ask. Its code is loaded with the first question. */
export function OwnerPrompt({ request, onSettle }: OwnerPromptProps) {
  if (request === null) return null;
  return (
    <Suspense fallback={null}>
      <OwnerDialog key={request.id} request={request} onSettle={onSettle} />
    </Suspense>
  );
}
