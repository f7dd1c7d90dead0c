/** Endings under which names are registered one level further down. The few that news outlets use, not the whole public list. */
const secondLevels = new Set(
  "co.uk org.uk ac.uk gov.uk com.au net.au org.au co.nz co.jp or.jp ne.jp co.kr com.br com.mx com.ar com.co com.tr com.cn com.hk com.tw com.sg com.my com.ph com.vn com.ng com.gh co.za co.ke co.in co.il com.pk com.bd com.ua com.pl com.eg com.sa".split(
    " ",
  ),
);

/** The registered name of a host: `uk.reuters.com` and `www.reuters.com` are one family, `bbc.co.uk` is not `itv.co.uk`. */
export function publisherFamilyOf(host: string): string {
  const labels = host.toLowerCase().replace(/\.+$/, "").split(".");
  const depth = secondLevels.has(labels.slice(-2).join(".")) ? 3 : 2;
  return labels.slice(-depth).join(".");
}
