import { getAddress } from "viem";
import { ok } from "../../contracts/result.ts";
import { isOtherContract } from "../adapters/read-contract.ts";
import { laneAddress, type PerformAct, refuse } from "./act-deps.ts";

/** Takes a vault into service, once the chain shows that the Roles modifier acts for this Safe and for no other. */
const open: PerformAct<"open"> = async ({ roles }, deps) => {
  const [avatar, target] = await Promise.all([deps.chain.rolesAvatar(roles), deps.chain.rolesTarget(roles)]);
  for (const read of [avatar, target]) {
    if (read.ok) continue;
    return isOtherContract(read.error)
      ? refuse("refused", `there is no Roles modifier at ${roles}`)
      : refuse("chain-unreachable", read.error.message);
  }
  if (!avatar.ok || !target.ok) throw new Error("unreachable: checked above");
  const vault = getAddress(deps.vault);
  if (getAddress(avatar.value) !== vault || getAddress(target.value) !== vault) {
    return refuse("refused", `the Roles modifier ${roles} does not act for this Safe`);
  }
  deps.commit(`Roles modifier ${roles}`, () => deps.setRoles(roles));
  return ok({ vault: deps.vault, relayer: laneAddress(deps) });
};

export const openActs = { open };
