//! Which other words in a host speak for a trap, and which hosts are somebody else's house?
//!
//! All lists are our own: words that people who imitate exchanges put beside a name, words that
//! are innocent though they look like a name, and well-known sites where anybody may write.

/// Words that stand beside an exchange's name when a page asks for trust, keys or money.
#[rustfmt::skip]
const COMPANIONS: &[&str] = &[
    "2fa", "3d", "academy", "acc", "acceso", "access", "accesso", "account", "accounts", "acess",
    "acessar", "acesso", "activate", "ada", "admin", "africa", "agent", "air", "airdop", "airdrop",
    "airdrops", "alert", "alerta", "alerts", "allocate", "allocation", "android", "anmelden",
    "anmeldung", "anniversary", "announce", "announcement", "api", "apk", "app", "apps",
    "arbitrage", "asia", "asset", "assets", "assist", "au", "audit", "australia", "auth", "authen",
    "authorize", "automated", "autotrade", "ayuda", "backup", "balance", "bank", "banking",
    "bankrupt", "bankruptcy", "base", "bill", "billing", "bit", "bitcoin", "bitcoins", "blockchain",
    "blocked", "blog", "bnb", "bonus", "borrow", "borsa", "bot", "bounty", "box", "brasil",
    "brazil", "bridge", "bsc", "btc", "btcbonus", "business", "buy", "buyer", "ca", "call",
    "campaign", "canada", "capital", "card", "cardano", "care", "case", "cash", "cashback", "cc",
    "celebrate", "celebration", "center", "centre", "chain", "charity", "chat", "check", "china",
    "chrome", "claim", "claimant", "claimdrop", "claims", "client", "clients", "cloud", "club",
    "cn", "co", "code", "codes", "coin", "coins", "collect", "com", "company", "compensate",
    "compensation", "complaint", "compliance", "compte", "confirm", "connect", "connexion",
    "console", "conta", "contact", "contactus", "contest", "contract", "convert", "converter",
    "copy", "copytrade", "copytrading", "core", "corp", "coupon", "create", "credit", "creditor",
    "crm", "crypt", "crypto", "cryptos", "cuenta", "custody", "customer", "customers", "cuzdan",
    "dao", "dapp", "darknet", "darkweb", "dashboard", "dashboards", "de", "debit", "defi", "defix",
    "deposit", "desk", "desktop", "destek", "deutschland", "dev", "device", "dex", "digital",
    "dispute", "distrib", "distribution", "doge", "donate", "donation", "dot", "double", "download",
    "drop", "drops", "dubai", "earn", "eligibility", "eligible", "elite", "email", "english",
    "enquiry", "entrar", "es", "espana", "estate", "etf", "eth", "ethbonus", "ether", "ethereum",
    "eu", "europe", "event", "events", "ex", "exchange", "exchanges", "expert", "export",
    "extension", "family", "farm", "fi", "finance", "financial", "fix", "forex", "fork", "form",
    "forum", "found", "foundation", "fr", "france", "fraud", "free", "friends", "frozen", "fund",
    "funded", "funding", "funds", "future", "futures", "fx", "gas", "germany", "get", "gift",
    "gifts", "giris", "girisi", "give", "giveaway", "giveaways", "gives", "giving", "global", "go",
    "gold", "governance", "group", "guard", "hacked", "help", "helpdesk", "helpline", "henkin",
    "hft", "hk", "hodl", "hodler", "holding", "holdings", "home", "hongkong", "honnin", "hotline",
    "https", "hub", "ico", "id", "ido", "ieo", "import", "in", "inbox", "inc", "incident", "index",
    "india", "info", "ingresar", "inquiry", "install", "installer", "institutional", "interest",
    "intl", "invest", "investment", "investments", "investor", "investors", "invite", "invoice",
    "io", "ios", "it", "italia", "italy", "japan", "jp", "jpn", "kabinet", "kakunin", "key", "keys",
    "konto", "korea", "kouza", "kr", "kunde", "kunden", "kyc", "la", "labs", "latam", "launch",
    "launchpad", "launchpool", "learn", "ledger", "legal", "lend", "lending", "leverage", "life",
    "limit", "limited", "link", "liquid", "lite", "live", "livechat", "llc", "loan", "loans",
    "lock", "locked", "log", "loggin", "logi", "login", "logins", "logn", "logon", "logs", "loyal",
    "ltd", "lucky", "mac", "mail", "mailer", "mainnet", "manage", "management", "manager", "margin",
    "market", "marketplace", "markets", "master", "mastercard", "max", "megadrop", "merchant",
    "message", "meta", "metamask", "mexico", "migrate", "migration", "mine", "miner", "mini",
    "mining", "mirror", "mkt", "mnemonic", "mobile", "money", "moon", "my", "net", "network", "new",
    "news", "next", "nft", "nihon", "ninsho", "node", "notice", "notification", "notify", "now",
    "number", "nyukin", "nz", "oauth", "office", "official", "oficial", "oficialnyj", "onion",
    "online", "open", "option", "options", "order", "orders", "otc", "otp", "p2p", "p2ptrade",
    "page", "panel", "partner", "partners", "pass", "passcode", "passkey", "password", "pay",
    "payment", "payments", "payout", "payouts", "people", "pepe", "phone", "phrase", "plan",
    "platform", "plus", "point", "pool", "portal", "premium", "presale", "press", "prime", "prize",
    "pro", "profit", "program", "project", "promo", "promotion", "protect", "protocol", "quant",
    "quiz", "rebate", "recover", "recovery", "redeem", "ref", "refund", "refunds", "register",
    "registration", "release", "relief", "reorganize", "repay", "repayment", "repayments", "report",
    "reports", "request", "requests", "research", "reserve", "reset", "resolve", "restake",
    "restore", "restructuring", "review", "reward", "rewarded", "rewards", "ripple", "robot", "ru",
    "russia", "safe", "safety", "sale", "scam", "scan", "season", "secure", "secured",
    "securelogin", "security", "seed", "segura", "seguridad", "seguro", "seller", "server",
    "service", "services", "session", "settle", "settlement", "setup", "share", "shares", "shib",
    "shop", "shukkin", "sicherheit", "sign", "signal", "signals", "signin", "signon", "signup",
    "singapore", "site", "smart", "sms", "snapshot", "sol", "solana", "soporte", "space", "spain",
    "ssylka", "stake", "staking", "start", "status", "stock", "stocks", "store", "sui", "suite",
    "suporte", "supplier", "support", "supports", "suspend", "suspended", "swap", "sync",
    "synchronize", "system", "tax", "team", "tech", "terminal", "thai", "thailand", "theft",
    "ticket", "tickets", "to", "today", "token", "tokens", "tokyo", "tollfree", "ton", "top", "tor",
    "toroku", "touroku", "tr", "trade", "trader", "traders", "trading", "transaction", "transfer",
    "treasury", "trezor", "tron", "trust", "trustee", "trustwallet", "trx", "turkey", "tw", "tx",
    "txid", "uae", "uk", "ukraine", "ultra", "unfreeze", "university", "unlock", "unstake",
    "update", "upgrade", "us", "usa", "usd", "usdc", "usdt", "user", "users", "validate",
    "validation", "validator", "vault", "venture", "ventures", "verification", "verifizieren",
    "verifizierung", "verify", "vhod", "vietnam", "vip", "vips", "visa", "vote", "voting",
    "voucher", "wallet", "walletconnect", "wallets", "wap", "warning", "wc", "web", "web3",
    "whitelist", "win", "windows", "winner", "winners", "withdraw", "withdrawal", "withdrawals",
    "work", "world", "www", "xrp", "yield", "your", "zerkalo", "zone",
];

/// Ordinary words and other houses' names that lie near an exchange's name.
#[rustfmt::skip]
const ORDINARY: &[&str] = &[
    "advance", "awaken", "baken", "balance", "bank", "behance", "binary", "bitbay", "bitbucket",
    "bitbuy", "bitcoin", "bitcoins", "bitdefender", "bitforex", "bitfury", "bitgert", "bithub",
    "bitkan", "bitland", "bitlocker", "bitmain", "bitmap", "bitmax", "bitnami", "bitpanel",
    "bitpay", "bitpie", "bitrix", "bitstar", "bitstarz", "bitter", "bittorrent", "bitwarden",
    "bizmart", "bounce", "brine", "broken", "bybox", "coinbank", "coinbene", "coinbin", "coincap",
    "coindesk", "coingate", "coinspot", "coinsquare", "cointelegraph", "credence", "dance",
    "enhance", "femini", "feminine", "finance", "financer", "finances", "financial", "finanse",
    "finanz", "finanzen", "france", "gemeni", "gemina", "geminis", "gemma", "hotbit", "hubi",
    "ibank", "inance", "kroken", "lance", "pemex", "penance", "refinance", "romance", "seance",
    "shaken", "taken", "token", "vinance",
];

/// Top-level domains sold so cheaply, or so fit for money tricks, that a bare ordinary word under
/// them is more likely a trap; our own judgement.
#[rustfmt::skip]
const CHEAP: &[&str] = &[
    "app", "asia", "bet", "bid", "biz", "bond", "bot", "buzz", "cam", "capital", "cash", "cc", "cf",
    "cfd", "click", "cloud", "club", "company", "cyou", "day", "digital", "download", "exchange",
    "fi", "finance", "fit", "fun", "fund", "ga", "gift", "gifts", "gold", "gq", "group", "help",
    "host", "icu", "info", "ink", "international", "lat", "life", "link", "live", "loan", "lol",
    "ltd", "market", "media", "ml", "mobi", "money", "monster", "network", "one", "online", "ooo",
    "party", "pics", "plus", "press", "pro", "promo", "pw", "quest", "rest", "run", "sale", "sbs",
    "shop", "site", "space", "store", "stream", "support", "tk", "today", "top", "trade", "trading",
    "vip", "wallet", "website", "win", "work", "world", "ws", "xin", "xyz", "zone",
];

/// Sites with many writers or many tenants, where a name in the address is a topic, not a claim.
#[rustfmt::skip]
const PUBLIC_HOUSES: &[&str] = &[
    "ameba.jp", "ameblo.jp", "apkpure.com", "apple.com", "archive.org", "atlassian.net", "bsky.app",
    "cnet.com", "coingecko.com", "coinmarketcap.com", "discord.com", "discord.gg", "docker.com",
    "facebook.com", "fandom.com", "fc2.com", "github.com", "gitlab.com", "goo.ne.jp",
    "google.co.jp", "google.com", "greenhouse.io", "hatena.ne.jp", "hatenablog.com",
    "hatenablog.jp", "instagram.com", "lever.co", "line.me", "linkedin.com", "livedoor.jp",
    "medium.com", "myshopify.com", "note.com", "npmjs.com", "pinterest.com", "pypi.org",
    "qiita.com", "quora.com", "readme.io", "readthedocs.io", "reddit.com", "slack.com",
    "stackexchange.com", "stackoverflow.com", "statuspage.io", "substack.com", "t.me",
    "telegram.org", "tiktok.com", "tradingview.com", "trustpilot.com", "twitter.com",
    "uptodown.com", "wikipedia.org", "x.com", "yahoo.co.jp", "youtube.com", "zendesk.com",
    "zenn.dev",
];

/// Other houses known under an exchange's name, or a word that holds it (general knowledge).
#[rustfmt::skip]
const NAMESAKES: &[&str] = &[
    "coincheckup.com", "gemini.edu", "gemini.pl", "gitkraken.com", "kraken.io",
    "kraken.tech", "krakend.io", "krakenfiles.com", "krakenrobotics.com", "krakenrum.com",
    "luno.io", "seattlekraken.com",
];

/// Parts of words that show that an ordinary word such as `gemini` or `kraken` means its own thing.
#[rustfmt::skip]
const OTHER_TOPICS: &[&str] = &[
    "astro", "boat", "chatbot", "cruise", "diving", "fishing", "hockey", "horoscop", "nasa",
    "observator", "robotics", "rum", "sailing", "seattle", "squid", "telescop", "zodiac",
];

/// How the letters beside a name read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Beside {
    /// Nothing stands there.
    Nothing,
    /// Only digits.
    Digits,
    /// Companion words, maybe others too.
    Companion,
    /// At most three letters that are no companion word.
    Scrap,
    /// Something else.
    Else,
}

/// Reads the letters beside a name; pieces are separated by `-` or `.`.
pub(super) fn beside(text: &str) -> Beside {
    let mut found = Beside::Nothing;
    let mut worst = Beside::Nothing;
    for piece in text.split(['-', '.']).filter(|p| !p.is_empty()) {
        let reading = piece_beside(piece);
        worst = worst.max(reading);
        if reading == Beside::Companion {
            found = Beside::Companion;
        }
    }
    if found == Beside::Companion { found } else { worst }
}

fn piece_beside(piece: &str) -> Beside {
    let letters = piece.trim_matches(|c: char| c.is_ascii_digit());
    if letters.is_empty() {
        return Beside::Digits;
    }
    if companions_only(piece, 4) || companions_only(letters, 4) {
        return Beside::Companion;
    }
    if letters.bytes().any(|b| b.is_ascii_digit()) && companions_only(&spoken(letters), 4) {
        return Beside::Companion;
    }
    if piece.len() >= 3 && piece.bytes().all(|b| matches!(b, b'w' | b'v' | b's')) {
        return Beside::Companion;
    }
    if letters.len() <= 3 { Beside::Scrap } else { Beside::Else }
}

/// Digits read as the letters they are put for.
fn spoken(piece: &str) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        other => other,
    };
    piece.chars().map(letter).collect()
}

/// Is `piece` made of companion words, with at most two stray letters at its end?
fn companions_only(piece: &str, depth: u8) -> bool {
    if piece.is_empty() {
        return true;
    }
    let fresh = depth == 4;
    if !fresh && piece.len() <= 2 {
        return true;
    }
    let Some(depth) = depth.checked_sub(1) else { return false };
    COMPANIONS
        .iter()
        .filter(|w| w.len() > 2 || !fresh || w.len() == piece.len() || **w == "ex")
        .any(|w| piece.strip_prefix(w).is_some_and(|rest| companions_only(rest, depth)))
}

/// Is this the part of an ordinary word?
pub(super) fn ordinary(text: &str) -> bool {
    ORDINARY.binary_search(&text).is_ok()
}

/// Does this label speak of something other than money?
pub(super) fn other_topic(label: &str) -> bool {
    OTHER_TOPICS.iter().any(|topic| label.contains(topic)) || label.split('-').any(|w| w == "ai")
}

/// Is this public suffix, or its last label, one of the cheap ones?
pub(super) fn cheap(suffix: &str) -> bool {
    suffix.rsplit('.').next().is_some_and(|last| CHEAP.binary_search(&last).is_ok())
}

/// Is this registrable domain a site where a name is a topic?
pub(super) fn public_house(registrable: &str) -> bool {
    PUBLIC_HOUSES.binary_search(&registrable).is_ok()
}

/// Is this registrable domain another house of the same name?
pub(super) fn namesake(registrable: &str) -> bool {
    NAMESAKES.binary_search(&registrable).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_without_doubles() {
        for list in [COMPANIONS, ORDINARY, CHEAP, PUBLIC_HOUSES, NAMESAKES, OTHER_TOPICS] {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn letters_beside_a_name_are_read() {
        for (text, reading) in [
            ("", Beside::Nothing),
            ("2024", Beside::Digits),
            ("login", Beside::Companion),
            ("walletsupport", Beside::Companion),
            ("acc0unt", Beside::Companion),
            ("wvvw", Beside::Companion),
            ("my-shop", Beside::Companion),
            ("qz", Beside::Scrap),
            ("sailing", Beside::Else),
        ] {
            assert_eq!(beside(text), reading, "{text}");
        }
    }
}
