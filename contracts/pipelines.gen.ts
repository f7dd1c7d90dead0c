// Generated from pipelines.toml by `portent pipelines gen`. Do not edit.
import type { PipelinesFile } from "./pipelines-file.ts";

export const pipelines = {
  "pipeline": {
    "schema": 3,
    "cadence": "2m",
    "quorum": 1,
    "max_deviation": 0.02,
    "max_spread": 0.05,
    "frozen_windows": 5,
    "frozen_move": 0.005,
    "grace": "90s",
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
        "ticks": "price-ticks@2",
        "signals": "signal-samples@2",
        "journal": "journal-records@3"
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
      "workflow": "enrich",
      "consumes": {},
      "emits": {
        "signals": "signal-samples@2",
        "journal": "journal-records@3"
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
        "ticks": "price-ticks@2"
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
      "workflow": "analytics",
      "consumes": {},
      "emits": {
        "signals": "signal-samples@2",
        "journal": "journal-records@3"
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
        "signals": "signal-samples@2"
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
        "journal": "journal-records@3"
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
        "journal": "journal-records@3"
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
    "retention": {
      "worker": "edge",
      "module": "store/retention-stage.ts",
      "cron": "10 * * * *",
      "consumes": {},
      "emits": {},
      "freshness": {
        "warn": "3h",
        "error": "12h"
      }
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
      "contract": "price-ticks@2",
      "max_batch_size": 10,
      "max_batch_timeout_s": 0,
      "max_retries": 10,
      "max_concurrency": 1,
      "retry_delay_s": 2,
      "dead_letter": "ticks-dead"
    },
    "signals": {
      "contract": "signal-samples@2",
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
      "contract": "journal-records@3",
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
    },
    "source-memory": {
      "class": "SourceMemoryActor",
      "worker": "edge",
      "binding": "SOURCE_MEMORY",
      "used_by": [
        "edge"
      ],
      "since": "v2"
    },
    "dead-letters": {
      "class": "DeadLettersActor",
      "worker": "edge",
      "binding": "DEAD_LETTERS",
      "used_by": [
        "edge"
      ],
      "since": "v3"
    }
  },
  "workflows": {
    "enrich": {
      "class": "EnrichWorkflow",
      "worker": "edge",
      "binding": "ENRICH_WORKFLOW"
    },
    "analytics": {
      "class": "AnalyticsWorkflow",
      "worker": "edge",
      "binding": "ANALYTICS_WORKFLOW"
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
      "quote": "USDT",
      "freshness": {
        "warn": "6m",
        "error": "15m"
      }
    },
    "coinbase": {
      "kind": "prices",
      "module": "ingest/sources/coinbase.ts",
      "url": "https://api.exchange.coinbase.com",
      "timeout": "5s",
      "budget": 60,
      "weight": 2,
      "quote": "USD",
      "freshness": {
        "warn": "6m",
        "error": "15m"
      }
    },
    "kraken": {
      "kind": "prices",
      "module": "ingest/sources/kraken.ts",
      "url": "https://api.kraken.com",
      "timeout": "5s",
      "budget": 60,
      "weight": 1,
      "quote": "USD",
      "freshness": {
        "warn": "6m",
        "error": "15m"
      }
    },
    "kraken-ticker": {
      "kind": "prices",
      "module": "ingest/sources/kraken-ticker.ts",
      "url": "https://api.kraken.com",
      "timeout": "5s",
      "budget": 8,
      "weight": 1,
      "quote": "USD",
      "freshness": {
        "warn": "6m",
        "error": "15m"
      }
    },
    "okx": {
      "kind": "prices",
      "module": "ingest/sources/okx.ts",
      "url": "https://www.okx.com",
      "timeout": "5s",
      "budget": 3,
      "weight": 1,
      "quote": "USDT",
      "freshness": {
        "warn": "6m",
        "error": "15m"
      }
    },
    "bitstamp": {
      "kind": "prices",
      "module": "ingest/sources/bitstamp.ts",
      "url": "https://www.bitstamp.net",
      "timeout": "5s",
      "budget": 3,
      "weight": 1,
      "quote": "USD",
      "max_age": "6m",
      "freshness": {
        "warn": "10m",
        "error": "30m"
      }
    },
    "pyth": {
      "kind": "prices",
      "module": "ingest/sources/pyth.ts",
      "url": "https://hermes.pyth.network",
      "timeout": "5s",
      "budget": 3,
      "weight": 2,
      "quote": "USD",
      "key": "PYTH_KEY",
      "freshness": {
        "warn": "6m",
        "error": "15m"
      }
    },
    "coingecko": {
      "kind": "prices",
      "module": "ingest/sources/coingecko.ts",
      "url": "https://api.coingecko.com",
      "timeout": "5s",
      "budget": 2,
      "weight": 0.5,
      "quote": "USD",
      "max_age": "5m",
      "key": "COINGECKO_KEY",
      "freshness": {
        "warn": "10m",
        "error": "30m"
      }
    },
    "defillama": {
      "kind": "prices",
      "module": "ingest/sources/defillama.ts",
      "url": "https://coins.llama.fi",
      "timeout": "5s",
      "budget": 2,
      "weight": 0.5,
      "quote": "USD",
      "max_age": "10m",
      "freshness": {
        "warn": "15m",
        "error": "45m"
      }
    },
    "chainlink": {
      "kind": "prices",
      "module": "ingest/sources/chainlink.ts",
      "url": "https://arb1.arbitrum.io/rpc",
      "timeout": "5s",
      "budget": 4,
      "weight": 1,
      "quote": "USD",
      "max_age": "30m",
      "chain": "arbitrum",
      "freshness": {
        "warn": "35m",
        "error": "2h"
      }
    },
    "uniswap": {
      "kind": "prices",
      "module": "ingest/sources/uniswap.ts",
      "url": "https://arb1.arbitrum.io/rpc",
      "timeout": "5s",
      "budget": 4,
      "weight": 0.5,
      "quote": "USDC",
      "chain": "arbitrum",
      "freshness": {
        "warn": "6m",
        "error": "15m"
      }
    },
    "okx-derivatives": {
      "kind": "context",
      "module": "enrich/sources/okx-derivatives.ts",
      "url": "https://www.okx.com",
      "timeout": "10s",
      "budget": 4,
      "weight": 1,
      "quote": "USD",
      "freshness": {
        "warn": "40m",
        "error": "90m"
      }
    },
    "base-fee": {
      "kind": "context",
      "module": "enrich/sources/base-fee.ts",
      "url": "https://arb1.arbitrum.io/rpc",
      "timeout": "5s",
      "budget": 4,
      "weight": 1,
      "quote": "USD",
      "chain": "arbitrum",
      "freshness": {
        "warn": "40m",
        "error": "90m"
      }
    },
    "feeds": {
      "kind": "events",
      "module": "enrich/sources/feeds.ts",
      "url": "",
      "timeout": "10s",
      "budget": 12,
      "weight": 1,
      "quote": "USD",
      "freshness": {
        "warn": "6h",
        "error": "24h"
      }
    },
    "gdelt": {
      "kind": "events",
      "module": "enrich/sources/gdelt.ts",
      "url": "https://api.gdeltproject.org",
      "timeout": "15s",
      "budget": 2,
      "weight": 1,
      "quote": "USD",
      "freshness": {
        "warn": "3h",
        "error": "12h"
      }
    },
    "worldmonitor": {
      "kind": "events",
      "module": "enrich/sources/worldmonitor.ts",
      "url": "https://api.worldmonitor.app",
      "timeout": "10s",
      "budget": 20,
      "weight": 1,
      "quote": "USD",
      "key": "WORLDMONITOR_KEY",
      "freshness": {
        "warn": "4h",
        "error": "12h"
      }
    },
    "eonet": {
      "kind": "events",
      "module": "enrich/sources/eonet.ts",
      "url": "https://eonet.gsfc.nasa.gov",
      "timeout": "15s",
      "budget": 2,
      "weight": 1,
      "quote": "USD",
      "freshness": {
        "warn": "48h",
        "error": "7d"
      }
    },
    "polymarket": {
      "kind": "markets",
      "module": "enrich/sources/polymarket.ts",
      "url": "https://gamma-api.polymarket.com",
      "timeout": "10s",
      "budget": 8,
      "weight": 1,
      "quote": "USD",
      "freshness": {
        "warn": "40m",
        "error": "90m"
      }
    },
    "usgs": {
      "kind": "events",
      "module": "enrich/sources/usgs.ts",
      "url": "https://earthquake.usgs.gov",
      "timeout": "10s",
      "budget": 2,
      "weight": 1,
      "quote": "USD",
      "freshness": {
        "warn": "24h",
        "error": "72h"
      }
    },
    "normalised": {
      "kind": "events",
      "module": "enrich/sources/normalised.ts",
      "timeout": "10s",
      "budget": 2,
      "weight": 1,
      "quote": "USD",
      "freshness": {
        "warn": "48h",
        "error": "96h"
      }
    }
  },
  "chains": {
    "arbitrum": {
      "id": 42161,
      "name": "Arbitrum One"
    }
  },
  "assets": {
    "AAVE-USD": {
      "name": "Aave",
      "kind": "coin",
      "decimals": 2,
      "quote": "USD",
      "symbols": {
        "binance": "AAVEUSDT",
        "bitstamp": "AAVE/USD",
        "chainlink": "0xaD1d5344AaDE45F43E596773Bcc4c423EAbdD034",
        "coinbase": "AAVE-USD",
        "coingecko": "aave",
        "defillama": "coingecko:aave",
        "kraken": "AAVEUSD",
        "okx": "AAVE-USDT",
        "pyth": "2b9ab1e972a281585084148ba1389800799bd4be63b957507db1349314e47445"
      },
      "addresses": {
        "arbitrum": "0xba5DdD1f9d7F570dc94a51479a000E3BCE967196"
      },
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "ADA-USD": {
      "name": "Cardano",
      "kind": "coin",
      "decimals": 4,
      "quote": "USD",
      "symbols": {
        "binance": "ADAUSDT",
        "bitstamp": "ADA/USD",
        "chainlink": "0xD9f615A9b820225edbA2d821c4A696a0924051c6",
        "coinbase": "ADA-USD",
        "coingecko": "cardano",
        "defillama": "coingecko:cardano",
        "kraken": "ADAUSD",
        "okx": "ADA-USDT",
        "pyth": "2a01deaec9e51a579277b34b122399984d0bbf57e2458a7e42fecd2829867a0d"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "ALGO-USD": {
      "name": "Algorand",
      "kind": "coin",
      "decimals": 4,
      "quote": "USD",
      "symbols": {
        "binance": "ALGOUSDT",
        "coinbase": "ALGO-USD",
        "coingecko": "algorand",
        "defillama": "coingecko:algorand",
        "kraken": "ALGOUSD",
        "okx": "ALGO-USDT",
        "pyth": "fa17ceaf30d19ba51112fdcc750cc83454776f47fb0112e4af07f15f4bb1ebc0"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "ATOM-USD": {
      "name": "Cosmos",
      "kind": "coin",
      "decimals": 3,
      "quote": "USD",
      "symbols": {
        "binance": "ATOMUSDT",
        "chainlink": "0xCDA67618e51762235eacA373894F0C79256768fa",
        "coinbase": "ATOM-USD",
        "coingecko": "cosmos",
        "defillama": "coingecko:cosmos",
        "kraken": "ATOMUSD",
        "okx": "ATOM-USDT",
        "pyth": "b00b60f88b03a6a625a8d1c048c3f66653edf217439983d037e7222c4e612819"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "BAT-USD": {
      "name": "Basic Attention Token",
      "kind": "coin",
      "decimals": 4,
      "quote": "USD",
      "symbols": {
        "binance": "BATUSDT",
        "coinbase": "BAT-USD",
        "coingecko": "basic-attention-token",
        "defillama": "coingecko:basic-attention-token",
        "kraken": "BATUSD",
        "pyth": "8e860fb74e60e5736b455d82f60b3728049c348e94961add5f961b02fdee2535"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "BCH-USD": {
      "name": "Bitcoin Cash",
      "kind": "coin",
      "decimals": 2,
      "quote": "USD",
      "symbols": {
        "binance": "BCHUSDT",
        "bitstamp": "BCH/USD",
        "coinbase": "BCH-USD",
        "coingecko": "bitcoin-cash",
        "defillama": "coingecko:bitcoin-cash",
        "kraken": "BCHUSD",
        "okx": "BCH-USDT",
        "pyth": "3dd2b63686a450ec7290df3a1e0b583c0481f651351edfa7636f39aed55cf8a3"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "BTC-USD": {
      "name": "Bitcoin",
      "kind": "coin",
      "decimals": 2,
      "quote": "USD",
      "symbols": {
        "binance": "BTCUSDT",
        "bitstamp": "BTC/USD",
        "chainlink": "0x6ce185860a4963106506C203335A2910413708e9",
        "coinbase": "BTC-USD",
        "coingecko": "bitcoin",
        "defillama": "coingecko:bitcoin",
        "kraken": "XXBTZUSD",
        "okx": "BTC-USDT",
        "pyth": "e62df6c8b4a85fe1a67db44dc12de5db330f7ac66b72dc658afedf0f4a415b43",
        "uniswap": "0x0E4831319A50228B9e450861297aB92dee15B44F/0"
      },
      "addresses": {
        "arbitrum": "0x2f2a2543B76A4166549F7aaB2e75Bef0aefC5B0f"
      },
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "BTT-USD": {
      "name": "BitTorrent",
      "kind": "coin",
      "decimals": 8,
      "quote": "USD",
      "symbols": {
        "binance": "BTTUSDT"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "DASH-USD": {
      "name": "Dash",
      "kind": "coin",
      "decimals": 2,
      "quote": "USD",
      "symbols": {
        "binance": "DASHUSDT",
        "coinbase": "DASH-USD",
        "coingecko": "dash",
        "defillama": "coingecko:dash",
        "kraken": "DASHUSD",
        "pyth": "6147ae2020c6ff95f7c961f79660020f36fa72cea06452a866d5788cbedf61f3"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "DOGE-USD": {
      "name": "Dogecoin",
      "kind": "coin",
      "decimals": 5,
      "quote": "USD",
      "symbols": {
        "binance": "DOGEUSDT",
        "bitstamp": "DOGE/USD",
        "chainlink": "0x9A7FB1b3950837a8D9b40517626E11D4127C098C",
        "coinbase": "DOGE-USD",
        "coingecko": "dogecoin",
        "defillama": "coingecko:dogecoin",
        "kraken": "XDGUSD",
        "okx": "DOGE-USDT",
        "pyth": "dcef50dd0a4cd2dcc17e45df1676dcb336a11a61c69df7a0299b0150c672d25c"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "DOT-USD": {
      "name": "Polkadot",
      "kind": "coin",
      "decimals": 3,
      "quote": "USD",
      "symbols": {
        "binance": "DOTUSDT",
        "bitstamp": "DOT/USD",
        "chainlink": "0xa6bC5bAF2000424e90434bA7104ee399dEe80DEc",
        "coinbase": "DOT-USD",
        "coingecko": "polkadot",
        "defillama": "coingecko:polkadot",
        "kraken": "DOTUSD",
        "okx": "DOT-USDT",
        "pyth": "ca3eed9b267293f6595901c734c7525ce8ef49adafe8284606ceb307afa2ca5b"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "EOS-USD": {
      "name": "EOS",
      "kind": "coin",
      "decimals": 4,
      "quote": "USD",
      "symbols": {
        "binance": "EOSUSDT",
        "coinbase": "EOS-USD",
        "coingecko": "eos",
        "defillama": "coingecko:eos",
        "kraken": "EOSUSD"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "ETH-USD": {
      "name": "Ether",
      "kind": "coin",
      "decimals": 2,
      "quote": "USD",
      "symbols": {
        "binance": "ETHUSDT",
        "bitstamp": "ETH/USD",
        "chainlink": "0x639Fe6ab55C921f74e7fac1ee960C0B6293ba612",
        "coinbase": "ETH-USD",
        "coingecko": "ethereum",
        "defillama": "coingecko:ethereum",
        "kraken": "XETHZUSD",
        "okx": "ETH-USDT",
        "pyth": "ff61491a931112ddf1bd8147cd1b641375f79f5825126d665480874634fd0ace",
        "uniswap": "0xC6962004f452bE9203591991D15f6b388e09E8D0/0"
      },
      "addresses": {
        "arbitrum": "0x82aF49447D8a07e3bd95BD0d56f35241523fBab1"
      },
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "IOTA-USD": {
      "name": "IOTA",
      "kind": "coin",
      "decimals": 4,
      "quote": "USD",
      "symbols": {
        "binance": "IOTAUSDT",
        "coingecko": "iota",
        "defillama": "coingecko:iota",
        "okx": "IOTA-USDT",
        "pyth": "c7b72e5d860034288c9335d4d325da4272fe50c92ab72249d58f6cbba30e4c44"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "LINK-USD": {
      "name": "Chainlink",
      "kind": "coin",
      "decimals": 3,
      "quote": "USD",
      "symbols": {
        "binance": "LINKUSDT",
        "bitstamp": "LINK/USD",
        "chainlink": "0x86E53CF1B870786351Da77A57575e79CB55812CB",
        "coinbase": "LINK-USD",
        "coingecko": "chainlink",
        "defillama": "coingecko:chainlink",
        "kraken": "LINKUSD",
        "okx": "LINK-USDT",
        "pyth": "8ac0c70fff57e9aefdf5edf44b51d62c2d433653cbb2cf5cc06bb115af04d221"
      },
      "addresses": {
        "arbitrum": "0xf97f4df75117a78c1A5a0DBb814Af92458539FB4"
      },
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "LTC-USD": {
      "name": "Litecoin",
      "kind": "coin",
      "decimals": 2,
      "quote": "USD",
      "symbols": {
        "binance": "LTCUSDT",
        "bitstamp": "LTC/USD",
        "chainlink": "0x5698690a7B7B84F6aa985ef7690A8A7288FBc9c8",
        "coinbase": "LTC-USD",
        "coingecko": "litecoin",
        "defillama": "coingecko:litecoin",
        "kraken": "XLTCZUSD",
        "okx": "LTC-USDT",
        "pyth": "6e3f3fa8253588df9326580180233eb791e03b443a3ba7a1d892e73874e19a54"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "NEO-USD": {
      "name": "Neo",
      "kind": "coin",
      "decimals": 3,
      "quote": "USD",
      "symbols": {
        "binance": "NEOUSDT",
        "coingecko": "neo",
        "defillama": "coingecko:neo",
        "okx": "NEO-USDT"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "XMR-USD": {
      "name": "Monero",
      "kind": "coin",
      "decimals": 2,
      "quote": "USD",
      "symbols": {
        "binance": "XMRUSDT",
        "coingecko": "monero",
        "defillama": "coingecko:monero",
        "kraken": "XXMRZUSD",
        "pyth": "46b8cc9347f04391764a0361e0b17c3ba394b001e7c304f7650f6376e37c321d"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "XRP-USD": {
      "name": "XRP",
      "kind": "coin",
      "decimals": 4,
      "quote": "USD",
      "symbols": {
        "binance": "XRPUSDT",
        "bitstamp": "XRP/USD",
        "chainlink": "0xB4AD57B52aB9141de9926a3e0C8dc6264c2ef205",
        "coinbase": "XRP-USD",
        "coingecko": "ripple",
        "defillama": "coingecko:ripple",
        "kraken": "XXRPZUSD",
        "okx": "XRP-USDT",
        "pyth": "ec5d399846a9209f3fe5881d70aae9268c94339ff9817e8d18ff19fa05eea1c8"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "XTZ-USD": {
      "name": "Tezos",
      "kind": "coin",
      "decimals": 4,
      "quote": "USD",
      "symbols": {
        "binance": "XTZUSDT",
        "chainlink": "0xf3451Fd5eddE08cDAE95A6233BaD69DE95552a61",
        "coinbase": "XTZ-USD",
        "coingecko": "tezos",
        "defillama": "coingecko:tezos",
        "kraken": "XTZUSD",
        "okx": "XTZ-USDT",
        "pyth": "0affd4b8ad136a21d79bc82450a325ee12ff55a235abc242666e423b8bcffd03"
      },
      "addresses": {},
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "USDC-USD": {
      "name": "USD Coin",
      "kind": "stablecoin",
      "decimals": 4,
      "quote": "USD",
      "symbols": {
        "bitstamp": "USDC/USD",
        "chainlink": "0x50834F3163758fcC1Df9973b6e91f0F0F0434aD3",
        "coingecko": "usd-coin",
        "defillama": "coingecko:usd-coin",
        "kraken-ticker": "USDCUSD",
        "pyth": "eaa020c61cc479712813461ce153894a96a6c00b21ed0cfc2798d1f9a9e9c94a"
      },
      "addresses": {
        "arbitrum": "0xaf88d065e77c8cC2239327C5EDb3A432268e5831"
      },
      "heartbeat": "2m",
      "staleness": "6m"
    },
    "USDT-USD": {
      "name": "Tether",
      "kind": "stablecoin",
      "decimals": 4,
      "quote": "USD",
      "symbols": {
        "bitstamp": "USDT/USD",
        "chainlink": "0x3f3f5dF88dC9F13eac63DF89EC16ef6e7E25DdE7",
        "coinbase": "USDT-USD",
        "coingecko": "tether",
        "defillama": "coingecko:tether",
        "kraken-ticker": "USDTZUSD",
        "okx": {
          "symbol": "USDT-USD",
          "per": 1,
          "quote": "USD"
        },
        "pyth": "2b89b9dc8fdf9f34709a5b106b472f0f39bb6ca9ce04b0fd7f2e971688e2e53b"
      },
      "addresses": {
        "arbitrum": "0xFd086bC7CD5C481DCC9C85ebE478A1C0b69FCbb9"
      },
      "heartbeat": "2m",
      "staleness": "6m"
    }
  },
  "feeds": {
    "federal-reserve": {
      "url": "https://www.federalreserve.gov/feeds/press_all.xml",
      "family": "federalreserve.gov",
      "rights": "US public domain",
      "keep": "30d",
      "reliability": 0.95
    },
    "sec": {
      "url": "https://www.sec.gov/news/pressreleases.rss",
      "family": "sec.gov",
      "rights": "US public domain",
      "keep": "30d",
      "reliability": 0.95
    },
    "ecb": {
      "url": "https://www.ecb.europa.eu/rss/press.html",
      "family": "ecb.europa.eu",
      "rights": "reuse with source",
      "keep": "30d",
      "reliability": 0.95
    },
    "coindesk": {
      "url": "https://www.coindesk.com/arc/outboundfeeds/rss/",
      "family": "coindesk.com",
      "rights": "all rights reserved",
      "keep": "1d",
      "reliability": 0.7
    },
    "cointelegraph": {
      "url": "https://cointelegraph.com/rss",
      "family": "cointelegraph.com",
      "rights": "all rights reserved",
      "keep": "1d",
      "reliability": 0.65
    }
  },
  "gdelt_queries": [
    "(bitcoin OR ethereum OR stablecoin OR crypto) sourcelang:english"
  ],
  "markets": {},
  "signals": {
    "price.*": {
      "unit": "USD",
      "producer": "ingest",
      "over": "assets",
      "min": 0,
      "cadence": "2m",
      "staleness": "6m",
      "description": "Consensus price of the asset in US dollars, with the low and high of the window"
    },
    "quality.*": {
      "unit": "score",
      "producer": "ingest",
      "over": "assets",
      "min": 0,
      "max": 1,
      "cadence": "2m",
      "staleness": "6m",
      "description": "Quality of the asset's price: 1 when all sources agree, less the more are refused and the further they are apart"
    },
    "peg.*": {
      "unit": "ratio",
      "producer": "ingest",
      "over": "stablecoins",
      "cadence": "2m",
      "staleness": "6m",
      "description": "Distance of the stablecoin from a dollar: -0.02 at 98 cents"
    },
    "factor.growth": {
      "unit": "score",
      "producer": "enrich",
      "over": "assets",
      "min": -1,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Reading of the world's economic growth from recent events; below zero is the bad direction"
    },
    "factor.liquidity": {
      "unit": "score",
      "producer": "enrich",
      "over": "assets",
      "min": -1,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Reading of the world's liquidity from recent events; below zero is the bad direction"
    },
    "factor.risk": {
      "unit": "score",
      "producer": "enrich",
      "over": "assets",
      "min": -1,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Reading of the world's risk appetite from recent events; below zero is the bad direction"
    },
    "factor.regulation": {
      "unit": "score",
      "producer": "enrich",
      "over": "assets",
      "min": -1,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Reading of the world's regulation from recent events; below zero is the bad direction"
    },
    "factor.shock": {
      "unit": "score",
      "producer": "enrich",
      "over": "assets",
      "min": -1,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Reading of the world's calm (below zero: shock) from recent events; below zero is the bad direction"
    },
    "event.*": {
      "unit": "score",
      "producer": "enrich",
      "over": "categories",
      "min": 0,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "A new story of the category, at the moment at which it became known; the value is its severity. eventCount counts these"
    },
    "anomaly.*.up": {
      "unit": "score",
      "producer": "enrich",
      "over": "categories",
      "min": 0,
      "cadence": "30m",
      "staleness": "90m",
      "description": "How far above the usual for this hour of the week the number of the category's stories is, in robust standard deviations"
    },
    "anomaly.*.down": {
      "unit": "score",
      "producer": "enrich",
      "over": "categories",
      "min": 0,
      "cadence": "30m",
      "staleness": "90m",
      "description": "How far below the usual for this hour of the week the number of the category's stories is, in robust standard deviations"
    },
    "market.*": {
      "unit": "probability",
      "producer": "enrich",
      "over": "markets",
      "min": 0,
      "max": 1,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Probability that the prediction market gives the outcome"
    },
    "market-shift.*": {
      "unit": "logit",
      "producer": "enrich",
      "over": "markets",
      "cadence": "30m",
      "staleness": "90m",
      "description": "Change of the prediction market's log odds over a day"
    },
    "volatility.*": {
      "unit": "ratio",
      "producer": "enrich",
      "over": "assets",
      "min": 0,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Realised volatility of the asset over a day, annualised, as a fraction"
    },
    "dispersion.market": {
      "unit": "ratio",
      "producer": "enrich",
      "over": "assets",
      "min": 0,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Standard deviation of the assets' returns over the last hour: how differently they move"
    },
    "funding.*": {
      "unit": "ratio",
      "producer": "enrich",
      "over": "assets",
      "cadence": "30m",
      "staleness": "9h",
      "description": "Funding rate of the asset's perpetual future for its next period, as a fraction; above zero the longs pay"
    },
    "open-interest.*": {
      "unit": "USD",
      "producer": "enrich",
      "over": "assets",
      "min": 0,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Open interest of the asset's perpetual future in US dollars"
    },
    "gas.*": {
      "unit": "gwei",
      "producer": "enrich",
      "over": "chains",
      "min": 0,
      "cadence": "30m",
      "staleness": "90m",
      "description": "Base fee of the chain's next block"
    },
    "cluster.*.cohesion": {
      "unit": "correlation",
      "producer": "analytics",
      "over": "assets",
      "min": -1,
      "max": 1,
      "cadence": "6h",
      "staleness": "13h",
      "description": "Mean pairwise correlation inside the asset's cluster"
    },
    "cluster.*.stress": {
      "unit": "score",
      "producer": "analytics",
      "over": "assets",
      "min": 0,
      "max": 1,
      "cadence": "6h",
      "staleness": "13h",
      "description": "How unusual the present move of the asset's cluster is: the share of the window's hours in which it moved less"
    },
    "cluster.*.weight": {
      "unit": "ratio",
      "producer": "analytics",
      "over": "assets",
      "min": 0,
      "max": 1,
      "cadence": "6h",
      "staleness": "13h",
      "description": "The asset's weight in the hierarchical risk parity portfolio of all assets"
    },
    "cascade.*.reach": {
      "unit": "ratio",
      "producer": "analytics",
      "over": "assets",
      "min": 0,
      "max": 1,
      "cadence": "6h",
      "staleness": "13h",
      "description": "How far a move of the asset spreads: mean size of what follows in the other assets, per unit of its own move"
    },
    "cascade.*.exposure": {
      "unit": "ratio",
      "producer": "analytics",
      "over": "assets",
      "min": 0,
      "max": 1,
      "cadence": "6h",
      "staleness": "13h",
      "description": "How much the asset follows: size of what reaches it when every other asset moves by one unit, in the direction that hurts it most"
    },
    "regime.market": {
      "unit": "score",
      "producer": "analytics",
      "over": "assets",
      "min": 0,
      "max": 3,
      "cadence": "6h",
      "staleness": "13h",
      "description": "How the market moves as a whole: 0 calm, 1 active (large moves, each its own), 2 coupled (small moves, together), 3 panic (large moves, together)"
    },
    "regime.coupling": {
      "unit": "correlation",
      "producer": "analytics",
      "over": "assets",
      "min": -1,
      "max": 1,
      "cadence": "6h",
      "staleness": "13h",
      "description": "Mean pairwise correlation of all assets"
    },
    "regime.activity": {
      "unit": "ratio",
      "producer": "analytics",
      "over": "assets",
      "min": 0,
      "cadence": "6h",
      "staleness": "13h",
      "description": "Size of the assets' moves of the newest hour against what is usual in the window; 1 is usual"
    }
  },
  "cascade_priors": {},
  "datasets": {
    "prices": {
      "stage": "analytics",
      "scope": "public",
      "description": "Consensus prices per window"
    },
    "signals": {
      "stage": "analytics",
      "scope": "public",
      "description": "Samples of every signal"
    },
    "events": {
      "stage": "analytics",
      "scope": "public",
      "description": "World events with their reading for each factor, without text under a licence"
    },
    "factors": {
      "stage": "analytics",
      "scope": "public",
      "description": "Readings of the five factors"
    },
    "markets": {
      "stage": "analytics",
      "scope": "public",
      "description": "Readings of prediction markets"
    },
    "clusters": {
      "stage": "analytics",
      "scope": "public",
      "description": "Clusters of series that move together, per run"
    },
    "cascade_edges": {
      "stage": "analytics",
      "scope": "public",
      "description": "Which asset follows which, per run"
    },
    "pipeline_runs": {
      "stage": "analytics",
      "scope": "public",
      "description": "Runs of the pipeline's stages"
    },
    "casts": {
      "stage": "execute",
      "scope": "vault",
      "description": "Casts of one vault; readable by its people alone"
    },
    "fires": {
      "stage": "execute",
      "scope": "vault",
      "description": "Fires that reached one vault; readable by its people alone"
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
