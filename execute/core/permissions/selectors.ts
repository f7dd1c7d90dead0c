import { getAbiItem, type Hex, toFunctionSelector } from "viem";
import {
  castGuardAbi,
  erc20Abi,
  lendingPoolAbi,
  multiSendAbi,
  orderBookAbi,
  rolesAbi,
  swapRouterAbi,
} from "../abis.ts";

/** The functions that a role can be scoped to. */
export const selectors = {
  claim: toFunctionSelector(getAbiItem({ abi: castGuardAbi, name: "claim" })),
  approve: toFunctionSelector(getAbiItem({ abi: erc20Abi, name: "approve" })),
  exactInputSingle: toFunctionSelector(getAbiItem({ abi: swapRouterAbi, name: "exactInputSingle" })),
  supply: toFunctionSelector(getAbiItem({ abi: lendingPoolAbi, name: "supply" })),
  withdraw: toFunctionSelector(getAbiItem({ abi: lendingPoolAbi, name: "withdraw" })),
  borrow: toFunctionSelector(getAbiItem({ abi: lendingPoolAbi, name: "borrow" })),
  repay: toFunctionSelector(getAbiItem({ abi: lendingPoolAbi, name: "repay" })),
  createOrder: toFunctionSelector(getAbiItem({ abi: orderBookAbi, name: "createOrder" })),
  cancelOrder: toFunctionSelector(getAbiItem({ abi: orderBookAbi, name: "cancelOrder" })),
  assignRoles: toFunctionSelector(getAbiItem({ abi: rolesAbi, name: "assignRoles" })),
  multiSend: toFunctionSelector(getAbiItem({ abi: multiSendAbi, name: "multiSend" })),
} as const satisfies Record<string, Hex>;
