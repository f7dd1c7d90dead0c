// Generated from pipelines.toml by `portent pipelines gen`. Do not edit.
import type { PipelinesFile } from "./pipelines-file.ts";

export const pipelines = {
  "pipeline": {
    "schema": 1,
    "cadence": "2m",
    "quorum": 1,
    "max_deviation": 0.02,
    "guard_fires": 12,
    "guard_window": "2h"
  },
  "workers": {
    "edge": {
      "config": "wrangler.toml",
      "script": "portent-edge",
      "secrets": [
        "DATABASE_URL",
        "FIRES_SIGNING_KEY"
      ]
    },
    "vault": {
      "config": "execute/wrangler.toml",
      "script": "portent-vault",
      "secrets": [
        "KEY_ENCRYPTION_KEY",
        "RELAYER_KEY"
      ]
    }
  },
  "stages": {
    "ingest": {
      "worker": "edge",
      "module": "ingest/stage.ts",
      "cron": "*/2 * * * *",
      "consumes": {},
      "emits": {
        "ticks": "price-ticks@1",
        "signals": "signal-samples@1",
        "journal": "journal-records@1"
      },
      "freshness": {
        "warn": "4m",
        "error": "10m"
      }
    },
    "enrich": {
      "worker": "edge",
      "module": "enrich/stage.ts",
      "cron": "*/30 * * * *",
      "consumes": {},
      "emits": {
        "signals": "signal-samples@1",
        "journal": "journal-records@1"
      },
      "freshness": {
        "warn": "40m",
        "error": "90m"
      }
    },
    "ticks": {
      "worker": "edge",
      "module": "analytics/ticks-stage.ts",
      "consumes": {
        "ticks": "price-ticks@1"
      },
      "emits": {},
      "freshness": {
        "warn": "4m",
        "error": "10m"
      }
    },
    "analytics": {
      "worker": "edge",
      "module": "analytics/stage.ts",
      "cron": "0 */6 * * *",
      "consumes": {},
      "emits": {
        "signals": "signal-samples@1",
        "journal": "journal-records@1"
      },
      "freshness": {
        "warn": "7h",
        "error": "13h"
      }
    },
    "evaluate": {
      "worker": "edge",
      "module": "evaluate/stage.ts",
      "consumes": {
        "signals": "signal-samples@1"
      },
      "emits": {
        "fires": "fires@2"
      },
      "freshness": {
        "warn": "4m",
        "error": "10m"
      }
    },
    "catch-up": {
      "worker": "edge",
      "module": "evaluate/catch-up-stage.ts",
      "cron": "* * * * *",
      "consumes": {},
      "emits": {}
    },
    "reconcile": {
      "worker": "edge",
      "module": "evaluate/reconcile-stage.ts",
      "cron": "20 0 * * *",
      "consumes": {},
      "emits": {},
      "freshness": {
        "warn": "25h",
        "error": "49h"
      }
    },
    "execute": {
      "worker": "vault",
      "module": "execute/stage.ts",
      "consumes": {
        "fires": "fires@2"
      },
      "emits": {
        "journal": "journal-records@1"
      }
    },
    "watchdog": {
      "worker": "edge",
      "module": "execute/watchdog-stage.ts",
      "cron": "* * * * *",
      "consumes": {},
      "emits": {}
    },
    "journal": {
      "worker": "edge",
      "module": "store/stage.ts",
      "consumes": {
        "journal": "journal-records@1"
      },
      "emits": {},
      "freshness": {
        "warn": "4m",
        "error": "10m"
      }
    },
    "journal-replay": {
      "worker": "edge",
      "module": "store/replay-stage.ts",
      "cron": "* * * * *",
      "consumes": {},
      "emits": {}
    },
    "dead-letters": {
      "worker": "edge",
      "module": "worker/dead-letters-stage.ts",
      "consumes": {
        "ticks-dead": "dead-letter@1",
        "signals-dead": "dead-letter@1",
        "fires-dead": "dead-letter@1",
        "journal-dead": "dead-letter@1"
      },
      "emits": {}
    }
  },
  "queues": {
    "ticks": {
      "contract": "price-ticks@1",
      "max_batch_size": 10,
      "max_batch_timeout_s": 0,
      "max_retries": 10,
      "max_concurrency": 1,
      "retry_delay_s": 2,
      "dead_letter": "ticks-dead"
    },
    "signals": {
      "contract": "signal-samples@1",
      "max_batch_size": 10,
      "max_batch_timeout_s": 0,
      "max_retries": 10,
      "max_concurrency": 1,
      "retry_delay_s": 2,
      "dead_letter": "signals-dead"
    },
    "fires": {
      "contract": "fires@2",
      "max_batch_size": 10,
      "max_batch_timeout_s": 0,
      "max_retries": 20,
      "max_concurrency": 10,
      "retry_delay_s": 1,
      "dead_letter": "fires-dead"
    },
    "journal": {
      "contract": "journal-records@1",
      "max_batch_size": 50,
      "max_batch_timeout_s": 1,
      "max_retries": 20,
      "max_concurrency": 2,
      "retry_delay_s": 5,
      "dead_letter": "journal-dead"
    },
    "ticks-dead": {
      "contract": "dead-letter@1",
      "max_batch_size": 10,
      "max_batch_timeout_s": 1,
      "max_retries": 100,
      "max_concurrency": 1,
      "retry_delay_s": 30
    },
    "signals-dead": {
      "contract": "dead-letter@1",
      "max_batch_size": 10,
      "max_batch_timeout_s": 1,
      "max_retries": 100,
      "max_concurrency": 1,
      "retry_delay_s": 30
    },
    "fires-dead": {
      "contract": "dead-letter@1",
      "max_batch_size": 10,
      "max_batch_timeout_s": 1,
      "max_retries": 100,
      "max_concurrency": 1,
      "retry_delay_s": 30
    },
    "journal-dead": {
      "contract": "dead-letter@1",
      "max_batch_size": 10,
      "max_batch_timeout_s": 1,
      "max_retries": 100,
      "max_concurrency": 1,
      "retry_delay_s": 30
    }
  },
  "kv": {
    "hot": {
      "binding": "HOT",
      "used_by": [
        "edge"
      ]
    }
  },
  "r2": {
    "archive": {
      "binding": "ARCHIVE",
      "used_by": [
        "edge"
      ]
    }
  },
  "actors": {
    "registry": {
      "class": "RegistryActor",
      "worker": "edge",
      "binding": "REGISTRY",
      "used_by": [
        "edge",
        "vault"
      ],
      "since": "v1"
    },
    "live-feed": {
      "class": "LiveFeedActor",
      "worker": "edge",
      "binding": "LIVE_FEED",
      "used_by": [
        "edge",
        "vault"
      ],
      "since": "v1"
    },
    "analytics-state": {
      "class": "AnalyticsStateActor",
      "worker": "edge",
      "binding": "ANALYTICS_STATE",
      "used_by": [
        "edge"
      ],
      "since": "v1"
    },
    "vault": {
      "class": "VaultActor",
      "worker": "vault",
      "binding": "VAULT",
      "used_by": [
        "vault",
        "edge"
      ],
      "since": "v1"
    },
    "open-work": {
      "class": "OpenWorkActor",
      "worker": "vault",
      "binding": "OPEN_WORK",
      "used_by": [
        "vault",
        "edge"
      ],
      "since": "v2"
    },
    "trading-state": {
      "class": "TradingStateActor",
      "worker": "vault",
      "binding": "TRADING_STATE",
      "used_by": [
        "vault",
        "edge"
      ],
      "since": "v2"
    },
    "owner-directory": {
      "class": "OwnerDirectoryActor",
      "worker": "vault",
      "binding": "OWNER_DIRECTORY",
      "used_by": [
        "vault",
        "edge"
      ],
      "since": "v1"
    }
  },
  "sources": {
    "binance": {
      "kind": "prices",
      "module": "ingest/sources/binance.ts",
      "url": "https://data-api.binance.vision",
      "timeout": "5s",
      "budget": 60,
      "weight": 2,
      "quote": "USDT"
    },
    "coinbase": {
      "kind": "prices",
      "module": "ingest/sources/coinbase.ts",
      "url": "https://api.exchange.coinbase.com",
      "timeout": "5s",
      "budget": 60,
      "weight": 2,
      "quote": "USD"
    },
    "kraken": {
      "kind": "prices",
      "module": "ingest/sources/kraken.ts",
      "url": "https://api.kraken.com",
      "timeout": "5s",
      "budget": 60,
      "weight": 1,
      "quote": "USD"
    },
    "usgs": {
      "kind": "events",
      "module": "enrich/sources/usgs.ts",
      "url": "https://earthquake.usgs.gov",
      "timeout": "10s",
      "budget": 2,
      "weight": 1
    },
    "normalised": {
      "kind": "events",
      "module": "enrich/sources/normalised.ts",
      "timeout": "10s",
      "budget": 2,
      "weight": 1
    }
  },
  "assets": {
    "AAVE-USD": {
      "name": "Aave",
      "symbols": {
        "binance": "AAVEUSDT",
        "coinbase": "AAVE-USD",
        "kraken": "AAVEUSD"
      },
      "staleness": "6m"
    },
    "ADA-USD": {
      "name": "Cardano",
      "symbols": {
        "binance": "ADAUSDT",
        "coinbase": "ADA-USD",
        "kraken": "ADAUSD"
      },
      "staleness": "6m"
    },
    "ALGO-USD": {
      "name": "Algorand",
      "symbols": {
        "binance": "ALGOUSDT",
        "coinbase": "ALGO-USD",
        "kraken": "ALGOUSD"
      },
      "staleness": "6m"
    },
    "ATOM-USD": {
      "name": "Cosmos",
      "symbols": {
        "binance": "ATOMUSDT",
        "coinbase": "ATOM-USD",
        "kraken": "ATOMUSD"
      },
      "staleness": "6m"
    },
    "BAT-USD": {
      "name": "Basic Attention Token",
      "symbols": {
        "binance": "BATUSDT",
        "coinbase": "BAT-USD",
        "kraken": "BATUSD"
      },
      "staleness": "6m"
    },
    "BCH-USD": {
      "name": "Bitcoin Cash",
      "symbols": {
        "binance": "BCHUSDT",
        "coinbase": "BCH-USD",
        "kraken": "BCHUSD"
      },
      "staleness": "6m"
    },
    "BTC-USD": {
      "name": "Bitcoin",
      "symbols": {
        "binance": "BTCUSDT",
        "coinbase": "BTC-USD",
        "kraken": "XXBTZUSD"
      },
      "staleness": "6m"
    },
    "BTT-USD": {
      "name": "BitTorrent",
      "symbols": {
        "binance": "BTTUSDT"
      },
      "staleness": "6m"
    },
    "DASH-USD": {
      "name": "Dash",
      "symbols": {
        "binance": "DASHUSDT",
        "coinbase": "DASH-USD",
        "kraken": "DASHUSD"
      },
      "staleness": "6m"
    },
    "DOGE-USD": {
      "name": "Dogecoin",
      "symbols": {
        "binance": "DOGEUSDT",
        "coinbase": "DOGE-USD",
        "kraken": "XDGUSD"
      },
      "staleness": "6m"
    },
    "DOT-USD": {
      "name": "Polkadot",
      "symbols": {
        "binance": "DOTUSDT",
        "coinbase": "DOT-USD",
        "kraken": "DOTUSD"
      },
      "staleness": "6m"
    },
    "EOS-USD": {
      "name": "EOS",
      "symbols": {
        "binance": "EOSUSDT",
        "coinbase": "EOS-USD",
        "kraken": "EOSUSD"
      },
      "staleness": "6m"
    },
    "ETH-USD": {
      "name": "Ether",
      "symbols": {
        "binance": "ETHUSDT",
        "coinbase": "ETH-USD",
        "kraken": "XETHZUSD"
      },
      "staleness": "6m"
    },
    "IOTA-USD": {
      "name": "IOTA",
      "symbols": {
        "binance": "IOTAUSDT"
      },
      "staleness": "6m"
    },
    "LINK-USD": {
      "name": "Chainlink",
      "symbols": {
        "binance": "LINKUSDT",
        "coinbase": "LINK-USD",
        "kraken": "LINKUSD"
      },
      "staleness": "6m"
    },
    "LTC-USD": {
      "name": "Litecoin",
      "symbols": {
        "binance": "LTCUSDT",
        "coinbase": "LTC-USD",
        "kraken": "XLTCZUSD"
      },
      "staleness": "6m"
    },
    "NEO-USD": {
      "name": "Neo",
      "symbols": {
        "binance": "NEOUSDT"
      },
      "staleness": "6m"
    },
    "XMR-USD": {
      "name": "Monero",
      "symbols": {
        "binance": "XMRUSDT",
        "kraken": "XXMRZUSD"
      },
      "staleness": "6m"
    },
    "XRP-USD": {
      "name": "XRP",
      "symbols": {
        "binance": "XRPUSDT",
        "coinbase": "XRP-USD",
        "kraken": "XXRPZUSD"
      },
      "staleness": "6m"
    },
    "XTZ-USD": {
      "name": "Tezos",
      "symbols": {
        "binance": "XTZUSDT",
        "coinbase": "XTZ-USD",
        "kraken": "XTZUSD"
      },
      "staleness": "6m"
    }
  },
  "signals": {
    "price.*": {
      "unit": "USD",
      "producer": "ingest",
      "min": 0,
      "cadence": "2m",
      "staleness": "6m",
      "description": "Consensus price of the asset in US dollars, with the low and high of the window"
    },
    "factor.growth": {
      "unit": "score",
      "producer": "enrich",
      "min": -1,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Reading of the world's economic growth from recent events; below zero is the bad direction"
    },
    "factor.liquidity": {
      "unit": "score",
      "producer": "enrich",
      "min": -1,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Reading of the world's liquidity from recent events; below zero is the bad direction"
    },
    "factor.risk": {
      "unit": "score",
      "producer": "enrich",
      "min": -1,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Reading of the world's risk appetite from recent events; below zero is the bad direction"
    },
    "factor.regulation": {
      "unit": "score",
      "producer": "enrich",
      "min": -1,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Reading of the world's regulation from recent events; below zero is the bad direction"
    },
    "factor.shock": {
      "unit": "score",
      "producer": "enrich",
      "min": -1,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Reading of the world's calm (below zero: shock) from recent events; below zero is the bad direction"
    },
    "cluster.*.cohesion": {
      "unit": "correlation",
      "producer": "analytics",
      "min": -1,
      "max": 1,
      "cadence": "6h",
      "staleness": "13h",
      "description": "Mean pairwise correlation inside the asset's cluster"
    }
  },
  "datasets": {
    "prices": {
      "stage": "analytics",
      "scope": "public",
      "description": "Consensus prices per window, as Arrow"
    }
  }
} as unknown as PipelinesFile;

export type QueueName = "ticks" | "signals" | "fires" | "journal" | "ticks-dead" | "signals-dead" | "fires-dead" | "journal-dead";

/** The binding of each queue's producer. */
export const queueBindings = {
  "ticks": "QUEUE_TICKS",
  "signals": "QUEUE_SIGNALS",
  "fires": "QUEUE_FIRES",
  "journal": "QUEUE_JOURNAL",
  "ticks-dead": "QUEUE_TICKS_DEAD",
  "signals-dead": "QUEUE_SIGNALS_DEAD",
  "fires-dead": "QUEUE_FIRES_DEAD",
  "journal-dead": "QUEUE_JOURNAL_DEAD"
} as const satisfies Record<QueueName, string>;
