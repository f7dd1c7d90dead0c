import { useEffect, useId, useRef, useState } from "react";
import { useTimes } from "../components/use-times.ts";
import { shortHex } from "../format/short-hex.ts";
import type { OwnerControls } from "../host/owner.ts";
import "./owner-button.css";

/** In the header: signs in, or says who is signed in until when, and signs out. */
export function OwnerButton({ owner }: { readonly owner: OwnerControls }) {
  const { signedIn } = owner;
  const [isOpen, setOpen] = useState(false);
  const { formatClock } = useTimes();
  const place = useRef<HTMLDivElement>(null);
  const menuId = useId();
  useEffect(() => {
    if (!isOpen) return;
    const onPress = (event: PointerEvent): void => {
      if (!(event.target instanceof Node && place.current?.contains(event.target))) setOpen(false);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") setOpen(false);
    };
    window.addEventListener("pointerdown", onPress);
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("pointerdown", onPress);
      window.removeEventListener("keydown", onKey);
    };
  }, [isOpen]);

  if (signedIn === null) {
    return (
      <button type="button" className="owner-button" data-testid="sign-in" onClick={() => void owner.signIn()}>
        Sign in
      </button>
    );
  }
  return (
    <div className="owner-place" ref={place}>
      <button
        type="button"
        className="owner-button owner-button-in"
        data-testid="signed-in"
        aria-expanded={isOpen}
        aria-controls={menuId}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="visually-hidden">Signed in as </span>
        <span className="mono">{shortHex(signedIn.owner)}</span>
      </button>
      {isOpen ? (
        <div className="owner-menu" id={menuId}>
          <p>
            Signed in until <span className="number">{formatClock(signedIn.expiresAtMs)}</span>, in this browser alone.
          </p>
          <button
            type="button"
            className="button"
            onClick={() => {
              setOpen(false);
              void owner.signOut();
            }}
          >
            Sign out
          </button>
        </div>
      ) : null}
    </div>
  );
}
