import type { Address, Hex } from "viem";
import { z } from "zod";
import { Hash } from "../../../contracts/ids.ts";
import { err, ok } from "../../../contracts/result.ts";
import { encodeAssignRole } from "../../core/permissions/encode-role.ts";
import type { Spell } from "../spell.ts";

const AddressText = z.string().regex(/^0x[0-9a-fA-F]{40}$/, "expected an address");

export const EndSessionParams = z.strictObject({
  /** The vault's Roles modifier. */
  roles: AddressText,
  /** The key that loses its role. */
  key: AddressText,
  roleKey: Hash,
});

/** The last step of an emergency close: the emergency key takes the trading key its role, without the owner's wallet. */
export const endSession: Spell<typeof EndSessionParams> = {
  name: "end-session",
  purpose: "End the trading session on chain: its key can do nothing any more.",
  risk: "low",
  warnings: [],
  params: EndSessionParams,
  reads: [],
  permissions: () => ok([{ kind: "end-session" }]),
  reducesExposure: () => true,
  plan(_context, { roles, key, roleKey }) {
    const data = encodeAssignRole(key as Address, roleKey as Hex, false);
    return ok({
      calls: [{ to: roles as Address, value: 0n, data }],
      expectations: [],
      expected: { sentences: [`The session key ${key} can do nothing any more.`], tokensOut: [], tokensIn: [] },
      position: { kind: "none" },
    });
  },
  undo: () => err({ code: "not-undone", message: "arm a new session" }),
};
