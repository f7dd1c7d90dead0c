import { useState } from "react";
import { err } from "../../../contracts/result.ts";
import type { ActProblem, OwnerControls } from "../host/owner.ts";

const none = (): Promise<{ ok: false; error: ActProblem }> =>
  Promise.resolve(err({ kind: "no-owner", code: null, detail: "There is no wallet." }));

export function useOwner(): OwnerControls {
  const [owner] = useState<OwnerControls>(() => ({
    signedIn: null,
    signIn: () => Promise.resolve(false),
    signOut: () => Promise.resolve(),
    act: none,
    sendSafeTx: none,
    loadVault: () => Promise.resolve(err({ kind: "not-allowed", detail: "There is no vault." })),
  }));
  return owner;
}
