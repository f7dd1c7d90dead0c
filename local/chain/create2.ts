import {
  type Abi,
  type Address,
  concatHex,
  encodeDeployData,
  getContractAddress,
  type Hex,
  isHex,
  zeroHash,
} from "viem";
import type { LocalWallet } from "./local-wallet.ts";
import { type ArtifactName, loadArtifact } from "./npm-artifacts.ts";

/** The deterministic deployment proxy that anvil has from the start. */
export const nickFactory: Address = "0x4e59b44847b379578588920cA78FbF26c0B4956C";

export const deployGas = 12_000_000n;

/**
 * Deploys through a CREATE2 factory with salt 0. These factories swallow a failed creation, and a gas estimate can
 * settle where the creation fails: hence fixed gas, and the code is looked at afterwards.
 */
export async function create2(wallet: LocalWallet, factory: Address, initCode: Hex): Promise<Address> {
  if (!isHex(initCode)) throw new Error("a contract is deployed with all its libraries");
  const address = getContractAddress({ opcode: "CREATE2", from: factory, salt: zeroHash, bytecode: initCode });
  await wallet.send({ to: factory, data: concatHex([zeroHash, initCode]), gas: deployGas });
  await wallet.requireCode(address);
  return address;
}

/** Deploys with constructor arguments. The same arguments give the same address on every chain. */
export function deployContract(
  wallet: LocalWallet,
  { abi, bytecode }: { readonly abi: Abi; readonly bytecode: Hex },
  args: readonly unknown[] = [],
): Promise<Address> {
  return create2(wallet, nickFactory, encodeDeployData({ abi, bytecode, args }));
}

/** Deploys a contract as its authors published it. */
export function deployArtifact(
  wallet: LocalWallet,
  name: ArtifactName,
  args: readonly unknown[] = [],
  libraries: Readonly<Record<string, Address>> = {},
): Promise<Address> {
  return deployContract(wallet, loadArtifact(name, libraries), args);
}
