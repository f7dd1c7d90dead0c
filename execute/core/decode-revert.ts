import { decodeErrorResult, type Hex, parseAbi } from "viem";
import { castGuardAbi, rolesAbi } from "./abis.ts";

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
      return String(args[0]);
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
    default:
      return `${name}(${args.map(String).join(", ")})`;
  }
}

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
] as const;
