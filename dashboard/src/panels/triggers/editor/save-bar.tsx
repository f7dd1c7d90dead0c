type SaveBarProps = {
  readonly isNew: boolean;
  readonly isBusy: boolean;
  readonly isChanged: boolean;
  readonly faultCount: number;
  /** What keeps it from doing something although it can be saved, in a sentence; null: nothing. */
  readonly warning: string | null;
  /** `reading`: a vault is open, and not read yet. */
  readonly vault: "none" | "reading" | "known";
  readonly onSave: () => void;
  readonly onDiscard: () => void;
  readonly onSignIn: () => void;
};

const vaultWords = {
  none: "A trigger belongs to a vault. What you write is kept meanwhile.",
  reading: "Your vault is being read.",
  known: null,
} as const;

/** Saving it, and what stands against that. */
export function SaveBar(props: SaveBarProps) {
  const { isNew, isBusy, isChanged, faultCount, warning, vault, onSave, onDiscard, onSignIn } = props;
  return (
    <div className="tr-save">
      {vault === "none" ? (
        <button type="button" className="button button-primary" onClick={onSignIn}>
          Sign in to arm it
        </button>
      ) : (
        <button
          type="button"
          className="button button-primary"
          disabled={isBusy || vault === "reading"}
          onClick={onSave}
        >
          {isNew ? "Arm it" : "Save and arm"}
        </button>
      )}
      <button type="button" className="button" onClick={onDiscard} disabled={isBusy}>
        {isChanged ? "Discard" : "Close"}
      </button>
      <p role="status" className={faultCount > 0 ? "form-fault" : "muted"} data-testid="save-state">
        {isBusy
          ? "The vault is asked."
          : faultCount > 0
            ? `${faultCount === 1 ? "One thing is" : `${faultCount} things are`} to be mended first.`
            : (vaultWords[vault] ?? warning)}
      </p>
    </div>
  );
}
