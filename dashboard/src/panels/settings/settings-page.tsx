import { Change } from "../../components/change.tsx";
import { KeyList } from "../../components/key-list.tsx";
import { Panel } from "../../components/panel.tsx";
import type { PanelProps } from "../../host/panel.ts";
import { settingWords } from "../../host/setting-words.ts";
import { defaultSettings, Settings } from "../../host/settings.ts";
import { BrowserPanel } from "./browser-panel.tsx";
import { ElsewherePanel } from "./elsewhere-panel.tsx";
import { SettingField } from "./setting-field.tsx";
import { ZoneExample } from "./zone-example.tsx";
import "../../components/number-table.css";
import "./settings.css";

const names = Object.keys(defaultSettings) as (keyof Settings)[];

/** What a reader chooses; kept in this browser, for all its tabs. */
export default function SettingsPage({ host }: PanelProps) {
  const { settings, page, nowMs } = host;
  return (
    <div className="split settings-page">
      <Panel title="Page" className="panel-settings">
        {names.map((name) => (
          <SettingField
            key={name}
            name={name}
            words={settingWords[name]}
            values={Settings.shape[name].options}
            chosen={settings[name]}
            onChoose={(value) => page.changeSettings({ [name]: value })}
          >
            {name === "changes" ? (
              <p className="muted">
                A fall by a hundredth: <Change value={-0.01} />
              </p>
            ) : null}
            {name === "timeZone" ? <ZoneExample nowMs={nowMs} /> : null}
          </SettingField>
        ))}
        <p className="panel-foot muted">Kept in this browser alone, for all its tabs.</p>
      </Panel>
      <div className="settings-side">
        <BrowserPanel kept={page.kept} />
        <ElsewherePanel host={host} />
      </div>
      <Panel title="Keys" className="panel-keys">
        {settings.singleKeys === "off" ? (
          <p className="inline-problem">Single keys are off: only Ctrl or ⌘ with K acts.</p>
        ) : null}
        <KeyList panels={page.panels} />
      </Panel>
    </div>
  );
}
