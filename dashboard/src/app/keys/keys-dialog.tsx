import { KeyList } from "../../components/key-list.tsx";
import type { PanelManifest } from "../../host/panel.ts";
import { Modal } from "../modal.tsx";

type KeysDialogProps = { readonly panels: readonly PanelManifest[]; readonly onClose: () => void };

export function KeysDialog({ panels, onClose }: KeysDialogProps) {
  return (
    <Modal label="Keys" className="keys-dialog" onClose={onClose}>
      {(close) => (
        <>
          <div className="panel-head">
            <h2>Keys</h2>
            <button type="button" className="button button-small" onClick={close}>
              Close
            </button>
          </div>
          <KeyList panels={panels} />
        </>
      )}
    </Modal>
  );
}
