import { getAddress } from "viem";
import { ok } from "../../contracts/result.ts";
import { laneAddress, type PerformAct, refuse } from "./act-deps.ts";

/** Takes a vault into service, once the chain shows that the Roles modifier acts for this Safe and for no other. */
const open: PerformAct<"open"> = async ({ roles }, deps) => {
  const [avatar, target] = await Promise.all([deps.chain.rolesAvatar(roles), deps.chain.rolesTarget(roles)]);
  if (!avatar.ok) return refuse("chain-unreachable", avatar.error.message);
  if (!target.ok) return refuse("chain-unreachable", target.error.message);
  const vault = getAddress(deps.vault);
  if (getAddress(avatar.value) !== vault || getAddress(target.value) !== vault) {
    return refuse("refused", `the Roles modifier ${roles} does not act for this Safe`);
  }
  deps.commit(`Roles modifier ${roles}`, () => deps.setRoles(roles));
  return ok({ vault: deps.vault, relayer: laneAddress(deps) });
};

export const openActs = { open };
