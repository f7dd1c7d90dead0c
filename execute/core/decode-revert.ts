import { decodeErrorResult, type Hex, parseAbi } from "viem";
import { castGuardAbi, orderBookAbi, rolesAbi } from "./abis.ts";
import { lendingErrors } from "./lending-errors.ts";

/** Why a call reverted, as far as its data tells. */
export type RevertReason = {
  /** `Error` for a plain text, `Panic`, the name of a typed error, `Unknown`, or `Empty`. */
  readonly name: string;
  /** One sentence for operators. */
  readonly message: string;
  readonly data: Hex;
};

/** Decodes revert data of the contracts that a cast touches. Never throws. */
export function decodeRevert(data: Hex): RevertReason {
  if (data === "0x") return { name: "Empty", message: "reverted without data (out of gas, or no such function)", data };
  try {
    const decoded = decodeErrorResult({ abi: knownErrors, data });
    const args: readonly unknown[] = decoded.args ?? [];
    return { name: decoded.errorName, message: sentence(decoded.errorName, args), data };
  } catch {
    return { name: "Unknown", message: `reverted with ${data.slice(0, 74)}`, data };
  }
}

function sentence(name: string, args: readonly unknown[]): string {
  switch (name) {
    case "Error":
      return describeText(String(args[0]));
    case "ConditionViolation":
      return `the role does not allow it: ${conditionStatus[Number(args[0])] ?? `status ${args[0]}`} (${args[1]})`;
    case "AlreadyClaimed":
      return `cast ${args[0]} has been executed already`;
    case "TooLate":
      return `the cast's last second was ${args[0]}, the chain's time is ${args[1]}`;
    case "NoMembership":
      return "the session key is not a member of the role";
    case "NotAuthorized":
      return `${args[0]} is not an enabled module, and no enabled module signed`;
    case "HashAlreadyConsumed":
      return `these signed bytes were executed already (${args[0]})`;
    case "ModuleTransactionFailed":
      return "a call inside the batch reverted";
    case "AlreadyUsed":
      return `there is an order ${args[1]} already`;
    case "DeadlinePassed":
      return `the order's last second was ${args[0]}`;
    case "NotOpen":
    case "NotCancellable":
      return `the order is ${orderStatus[Number(args[0])] ?? `in status ${args[0]}`}`;
    case "NotEnoughOutput":
      return `the order brings at least ${args[0]}`;
    case "TransferFailed":
      return `the token ${args[0]} did not move`;
    default:
      return `${name}(${args.map(String).join(", ")})`;
  }
}

/** The lending market reverts with numbers in place of sentences. */
function describeText(text: string): string {
  const meaning = lendingErrors[text];
  return meaning === undefined ? text : `the lending market refuses it: ${meaning} (${text})`;
}

/** `OrderBook.Status`, in order. */
const orderStatus = ["unknown", "open", "executed", "cancelled", "frozen, and its deadline has not passed"] as const;

/** `PermissionChecker.Status` of the Roles modifier, in order. */
const conditionStatus = [
  "Ok",
  "DelegateCallNotAllowed",
  "TargetAddressNotAllowed",
  "FunctionNotAllowed",
  "SendNotAllowed",
  "OrViolation",
  "NorViolation",
  "ParameterNotAllowed",
  "ParameterLessThanAllowed",
  "ParameterGreaterThanAllowed",
  "ParameterNotAMatch",
  "NotEveryArrayElementPasses",
  "NoArrayElementPasses",
  "ParameterNotSubsetOfAllowed",
  "BitmaskOverflow",
  "BitmaskNotAllowed",
  "CustomConditionViolation",
  "AllowanceExceeded",
  "CallAllowanceExceeded",
  "EtherAllowanceExceeded",
] as const;

const knownErrors = [
  ...parseAbi(["error Error(string reason)", "error Panic(uint256 code)", "error OutOfRange()"]),
  ...rolesAbi.filter((entry) => entry.type === "error"),
  ...castGuardAbi.filter((entry) => entry.type === "error"),
  ...orderBookAbi.filter((entry) => entry.type === "error"),
] as const;
