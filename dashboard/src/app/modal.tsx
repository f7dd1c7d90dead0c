import { type ReactNode, useEffect, useRef } from "react";

type ModalProps = {
  readonly label: string;
  readonly className: string;
  readonly onClose: () => void;
  /** Gets how to shut it, so that the focus goes back to where it was before anything else happens. */
  readonly children: (close: () => void) => ReactNode;
};

/** A dialog over the page. The browser keeps the focus in it, shuts it on Escape, and gives the focus back. */
export function Modal({ label, className, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opened = dialog.current;
    if (opened?.open === false) opened.showModal();
    return () => opened?.close();
  }, []);
  const close = (): void => dialog.current?.close();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside the dialog shuts it; Escape does the same
    <dialog
      ref={dialog}
      className={`modal ${className}`}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      {children(close)}
    </dialog>
  );
}
