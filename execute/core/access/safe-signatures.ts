import {
  type Address,
  concatHex,
  getAddress,
  type Hex,
  hashMessage,
  numberToHex,
  pad,
  recoverAddress,
  size,
  slice,
  zeroAddress,
} from "viem";

/** An owner's part of a proof: of a key, 65 bytes; of a contract (EIP-1271), whatever that contract takes. */
export type OwnerSignature = { readonly owner: Address; readonly signature: Hex; readonly isContract?: boolean };

const partBytes = 65;

/** Joins owners' signatures as a Safe takes them: ascending by address, what belongs to contracts behind the fixed parts. */
export function joinOwnerSignatures(signatures: readonly OwnerSignature[]): Hex {
  const ordered = signatures.toSorted((a, b) => (a.owner.toLowerCase() < b.owner.toLowerCase() ? -1 : 1));
  let offset = ordered.length * partBytes;
  const parts: Hex[] = [];
  const tails: Hex[] = [];
  for (const { owner, signature, isContract = false } of ordered) {
    if (!isContract) {
      parts.push(signature);
      continue;
    }
    const tail = concatHex([numberToHex(size(signature), { size: 32 }), signature]);
    parts.push(concatHex([pad(owner, { size: 32 }), numberToHex(offset, { size: 32 }), "0x00"]));
    tails.push(tail);
    offset += size(tail);
  }
  return concatHex([...parts, ...tails]);
}

/** What one owner's wallet gave for a message, as the Safe takes it: it is the owner's key, or the owner is a contract. */
export async function toSafeSignature(owner: Address, hash: Hex, signature: Hex): Promise<Hex> {
  const isOfKey = size(signature) === partBytes && (await recoverSigner(hash, signature)) === owner;
  return isOfKey ? signature : joinOwnerSignatures([{ owner, signature, isContract: true }]);
}

export type Signer = { readonly address: Address; readonly isContract: boolean };

/**
 * Whose the first `count` signatures claim to be. Those of keys are recovered; those of contracts, and hashes that were
 * approved on chain, are for the Safe to judge. Undefined where there are fewer.
 */
export async function readSigners(hash: Hex, signatures: Hex, count: number): Promise<readonly Signer[] | undefined> {
  if (size(signatures) < count * partBytes) return undefined;
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const part = slice(signatures, index * partBytes, (index + 1) * partBytes);
      const v = Number(slice(part, 64));
      if (v === 0 || v === 1) return { address: getAddress(slice(part, 12, 32)), isContract: true };
      return { address: await recoverSigner(hash, part), isContract: false };
    }),
  );
}

/** The zero address, which owns nothing, where the bytes are no signature. */
async function recoverSigner(hash: Hex, signature: Hex): Promise<Address> {
  const v = Number(slice(signature, 64));
  try {
    // A Safe takes v + 4 as a mark of signatures over the hash as a message (`eth_sign`).
    if (v > 30) {
      const plain = concatHex([slice(signature, 0, 64), numberToHex(v - 4, { size: 1 })]);
      return await recoverAddress({ hash: hashMessage({ raw: hash }), signature: plain });
    }
    return v === 27 || v === 28 ? await recoverAddress({ hash, signature }) : zeroAddress;
  } catch {
    return zeroAddress;
  }
}
