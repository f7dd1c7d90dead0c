import { useTimes } from "../../../components/use-times.ts";
import { shortHex } from "../../../format/short-hex.ts";
import type { Host } from "../../../host/panel.ts";

/** Who is signed in on this page, and what that is good for. */
export function SignInState({ host: { owner } }: { readonly host: Host }) {
  const { formatMoment, formatZone } = useTimes();
  const { signedIn } = owner;
  return (
    <div className="vp-tile" data-testid="vault-signed-in">
      <h3>You</h3>
      {signedIn === null ? (
        <>
          <p className="vp-figure">Reading</p>
          <p className="muted">
            Nothing is changed without a wallet of an owner. What you ask for asks for it by itself.
          </p>
          <button type="button" className="button button-small" onClick={() => void owner.signIn()}>
            Sign in
          </button>
        </>
      ) : (
        <>
          <p className="vp-figure">
            <code title={signedIn.owner}>{shortHex(signedIn.owner)}</code>
          </p>
          <p className="muted">
            Signed in until {formatMoment(signedIn.expiresAtMs)} {formatZone(signedIn.expiresAtMs)}.
          </p>
          <button type="button" className="button button-small" onClick={() => void owner.signOut()}>
            Sign out
          </button>
        </>
      )}
    </div>
  );
}
