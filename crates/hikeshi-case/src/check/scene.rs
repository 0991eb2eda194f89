//! Test only: exports, mails and answers to tell the scenes of the checks with.
//!
//! Whatever writes a row returns the place it stands at, so that a scene can say exactly what must be
//! cited. All times are UTC, as the names of the files say.

use crate::amount::Amount;
use crate::examination::Examination;
use crate::examine::{Options, examine};
use crate::exhibit::{ExhibitId, InMemory};
use crate::finding::{Cite, Code, Fact, Severity};
use crate::time::Time;

/// An export as the exchange names and heads it.
pub(crate) struct Export {
    name: &'static str,
    header: &'static str,
}

pub(crate) const STATEMENT: Export = Export {
    name: "Binance-Transaction-History-202604010900(UTC+0).csv",
    header: "User ID,Time,Account,Operation,Coin,Change,Remark",
};
/// The generation before; `UTC_Time` says its zone.
pub(crate) const STATEMENT_V2: Export = Export {
    name: "part-00000-7d1f.csv",
    header: "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark",
};
pub(crate) const TRADES: Export = Export {
    name: "Binance-Spot-Trade-History-202604010900(UTC+0).csv",
    header: "Time,Pair,Side,Price,Executed,Amount,Fee",
};
pub(crate) const ORDERS: Export = Export {
    name: "Binance-Spot-Order-History-202604010900(UTC+0).csv",
    header: "Time,OrderNo,Pair,Type,Side,Order Price,Order Amount,Time,Executed,Average Price,Trading total,Status",
};
pub(crate) const WITHDRAWALS: Export = Export {
    name: "Binance-Withdraw-History-202604010900(UTC+0).csv",
    header: "Time,Coin,Network,Amount,Fee,Address,TXID,Status",
};
pub(crate) const DEPOSITS: Export = Export {
    name: "Binance-Deposit-History-202604010900(UTC+0).csv",
    header: "Time,Coin,Network,Amount,Address,TXID,Status",
};
pub(crate) const CONVERTS: Export = Export {
    name: "Binance-Convert-History-202604010900(UTC+0).csv",
    header: "Time,Wallet,Pair,Type,Sell,Buy,Price,Inverse Price,Date Updated,Status",
};
pub(crate) const FUTURES: Export = Export {
    name: "Binance-Futures-Transaction-History-202604010900.csv",
    header: "Date(UTC),type,Amount,Asset,Symbol,Transaction ID",
};

/// A case in the making.
#[derive(Default)]
pub(crate) struct Scene {
    files: Vec<(String, String)>,
}

impl Scene {
    /// A quiet life: 100,000 USDT paid in on New Year's Day 2026, and from the 2nd on, `days` days of
    /// three purchases each: 0.01 BTC at 10:00, 0.2 ETH at 12:00, 4 SOL at 14:00; 1,400 USDT a day.
    pub(crate) fn quiet(days: i64) -> Self {
        let mut life = Self::default();
        life.statement("2026-01-01 09:00:00", "Deposit", "100000 USDT");
        for day in 1..=days {
            let noon = time("2026-01-01 12:00:00").plus_seconds(day * 86_400);
            life.trade(&stamp(noon.plus_seconds(-7_200)), "BUY BTC/USDT", "0.01", "50000");
            life.trade(&stamp(noon), "BUY ETH/USDT", "0.2", "2500");
            life.trade(&stamp(noon.plus_seconds(7_200)), "BUY SOL/USDT", "4", "100");
        }
        life
    }

    /// Any file.
    pub(crate) fn file(&mut self, name: &str, text: &str) -> ExhibitId {
        self.files.push((name.to_owned(), text.to_owned()));
        id(self.files.len())
    }

    /// One line of an export, as it stands there: also a damaged one.
    pub(crate) fn row(&mut self, export: &Export, row: &str) -> Cite {
        self.line(export.name, export.header, row)
    }

    fn line(&mut self, name: &str, header: &str, row: &str) -> Cite {
        let known = self.files.iter().position(|(known, _)| known == name);
        let at = known.unwrap_or_else(|| {
            let header = if header.is_empty() { String::new() } else { format!("{header}\n") };
            self.files.push((name.to_owned(), header));
            self.files.len() - 1
        });
        let text = &mut self.files[at].1;
        text.push_str(row);
        text.push('\n');
        Cite { exhibit: id(at + 1), line: u32::try_from(text.matches('\n').count()).unwrap() }
    }

    /// A row of the statement: `what` is `-9000 USDT`.
    pub(crate) fn statement(&mut self, at: &str, operation: &str, what: &str) -> Cite {
        let (change, coin) = what.split_once(' ').unwrap();
        self.row(&STATEMENT, &format!("123,{at},Spot,{operation},{coin},{change},"))
    }

    /// A fill in the trade history alone: `what` is `BUY BTC/USDT`.
    pub(crate) fn fill(&mut self, at: &str, what: &str, quantity: &str, price: &str) -> Cite {
        let (side, base, quote) = order(what);
        let total = amount(quantity).multiplied_by(amount(price));
        self.row(
            &TRADES,
            &format!("{at},{base}{quote},{side},{price},{quantity}{base},{total}{quote},0BNB"),
        )
    }

    /// A fill in the trade history and its two legs in the statement.
    pub(crate) fn trade(&mut self, at: &str, what: &str, quantity: &str, price: &str) -> Vec<Cite> {
        let (side, base, quote) = order(what);
        let total = amount(quantity).multiplied_by(amount(price));
        let fill = self.fill(at, what, quantity, price);
        let legs = if side == "BUY" {
            [
                ("Transaction Buy", format!("{quantity} {base}")),
                ("Transaction Spend", format!("-{total} {quote}")),
            ]
        } else {
            [
                ("Transaction Sold", format!("-{quantity} {base}")),
                ("Transaction Revenue", format!("{total} {quote}")),
            ]
        };
        let legs = legs.map(|(operation, what)| self.statement(at, operation, &what));
        [fill].into_iter().chain(legs).collect()
    }

    /// The two legs of a conversion in the statement: `6 ETH` into `15000 USDT`.
    pub(crate) fn swap(&mut self, at: &str, sold: &str, bought: &str) -> Vec<Cite> {
        let out = self.statement(at, "Binance Convert", &format!("-{sold}"));
        vec![out, self.statement(at, "Binance Convert", bought)]
    }

    /// A completed withdrawal, in the withdrawal history and in the statement.
    pub(crate) fn send(&mut self, at: &str, what: &str, network: &str, address: &str) -> Vec<Cite> {
        let history = self.withdrawal(at, what, network, address, "Completed");
        vec![history, self.statement(at, "Withdraw", &format!("-{what}"))]
    }

    /// A row of the withdrawal history alone.
    pub(crate) fn withdrawal(
        &mut self,
        at: &str,
        what: &str,
        network: &str,
        address: &str,
        status: &str,
    ) -> Cite {
        let (amount, coin) = what.split_once(' ').unwrap();
        let txid = if status == "Completed" { txid(at) } else { String::new() };
        self.row(
            &WITHDRAWALS,
            &format!("{at},{coin},{network},{amount},0,{address},{txid},{status}"),
        )
    }

    /// A row of the deposit history alone.
    pub(crate) fn deposit(
        &mut self,
        at: &str,
        what: &str,
        network: &str,
        address: &str,
        status: &str,
    ) -> Cite {
        let (amount, coin) = what.split_once(' ').unwrap();
        let txid = txid(at);
        self.row(&DEPOSITS, &format!("{at},{coin},{network},{amount},{address},{txid},{status}"))
    }

    /// Minutes of the market from `at` on, all between `low` and `high`; the place of the first.
    pub(crate) fn market(
        &mut self,
        pair: &str,
        at: &str,
        minutes: i64,
        low: &str,
        high: &str,
    ) -> Cite {
        let name = format!("{pair}-1m-{}.csv", at.split_once(' ').unwrap().0);
        let total = (amount(low) + amount(high)).times(5);
        let bars = (0..minutes).map(|minute| {
            let from = time(at).plus_seconds(minute * 60).micros();
            let to = from + 59_999_999;
            format!("{from},{low},{high},{low},{high},10,{to},{total},20,5,{},0", total.over(2))
        });
        let bars: Vec<String> = bars.collect();
        let places: Vec<Cite> = bars.iter().map(|bar| self.line(&name, "", bar)).collect();
        places[0]
    }

    /// A mail without a word of the receiving server. Line 2 is `From`, 3 `Subject`; the body begins
    /// on line 7.
    pub(crate) fn mail(&mut self, from: &str, subject: &str, body: &str) -> ExhibitId {
        let name = format!("mail-{}.eml", self.files.len());
        let date = "Mon, 02 Feb 2026 03:05:00 +0000";
        let text = format!(
            "Received: by mx.example\nFrom: {from}\nSubject: {subject}\nDate: {date}\nContent-Type: text/plain; charset=utf-8\n\n{body}\n"
        );
        self.file(&name, &text)
    }

    /// A note the person wrote or pasted.
    pub(crate) fn note(&mut self, text: &str) -> ExhibitId {
        let name = format!("note-{}.txt", self.files.len());
        self.file(&name, text)
    }

    /// What the person answered; the first line of `toml` is line 2.
    pub(crate) fn answers(&mut self, toml: &str) -> ExhibitId {
        self.file("answers.toml", &format!("hikeshi_answers = 1\n{toml}\n"))
    }

    /// Examined without a word about now.
    pub(crate) fn examine(self) -> Seen {
        self.examine_with(&Options::default())
    }

    /// Examined as of an instant.
    pub(crate) fn examine_at(self, now: &str) -> Seen {
        self.examine_with(&Options { as_of: Some(time(now)), ..Options::default() })
    }

    fn examine_with(self, options: &Options) -> Seen {
        let mut exhibits = InMemory::default();
        for (name, text) in self.files {
            exhibits.add(&name, text);
        }
        Seen(examine(&exhibits, options))
    }
}

/// What a finding must be: its severity, some of its facts, all of its places.
pub(crate) type Wanted<'a> = (Severity, &'a [(&'a str, &'a str)], &'a [Cite]);

/// What an examination said.
pub(crate) struct Seen(pub(crate) Examination);

impl Seen {
    /// This check found exactly one thing: so severe, with these facts among others, citing exactly
    /// these places.
    #[track_caller]
    pub(crate) fn assert_only(
        &self,
        code: Code,
        severity: Severity,
        facts: &[(&str, &str)],
        cites: &[Cite],
    ) {
        self.assert_each(code, &[(severity, facts, cites)]);
    }

    /// This check found exactly these things, in the order of the report.
    #[track_caller]
    pub(crate) fn assert_each(&self, code: Code, wanted: &[Wanted<'_>]) {
        let found: Vec<_> = self.0.findings.iter().filter(|finding| finding.code == code).collect();
        let not_run = &self.0.checks_not_run;
        assert_eq!(found.len(), wanted.len(), "{}: {found:#?} {not_run:?}", code.key());
        for (finding, (severity, facts, cites)) in found.iter().zip(wanted) {
            for (key, value) in *facts {
                let fact = finding.facts.get(key).map(shown).unwrap_or_default();
                assert_eq!(fact, *value, "{key} of {finding:#?}");
            }
            let mut cites = cites.to_vec();
            cites.sort_unstable();
            assert_eq!((finding.severity, &finding.cites), (*severity, &cites), "{finding:#?}");
        }
    }

    /// This check ran and found nothing.
    #[track_caller]
    pub(crate) fn assert_silent(&self, code: Code) {
        assert!(self.0.checks_run.contains(&code.key()), "{:?}", self.0.checks_not_run);
        self.assert_each(code, &[]);
    }

    /// This check could not run, and said why.
    #[track_caller]
    pub(crate) fn assert_not_run(&self, code: Code, why: &str) {
        let not_run = self.0.checks_not_run.iter().find(|not_run| not_run.code == code.key());
        assert_eq!(not_run.map(|not_run| not_run.why), Some(why));
    }
}

/// A fact as a scene writes it; several are joined with a blank.
fn shown(fact: &Fact) -> String {
    match fact {
        Fact::Amount(amount) => amount.to_string(),
        Fact::Time(time) => stamp(*time),
        Fact::Count(count) => count.to_string(),
        Fact::Text(text) => text.clone(),
        Fact::List(list) => list.iter().map(shown).collect::<Vec<_>>().join(" "),
    }
}

fn id(number: usize) -> ExhibitId {
    ExhibitId(u32::try_from(number).unwrap())
}

/// `BUY BTC/USDT` → side, base, quote.
fn order(what: &str) -> (&str, &str, &str) {
    let (side, pair) = what.split_once(' ').unwrap();
    let (base, quote) = pair.split_once('/').unwrap();
    (side, base, quote)
}

fn amount(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

/// A place in a mail, note or answers file.
pub(crate) fn line(exhibit: ExhibitId, line: u32) -> Cite {
    Cite { exhibit, line }
}

/// `2026-02-02 03:10:00`, UTC.
pub(crate) fn time(text: &str) -> Time {
    Time::parse_rfc3339(&format!("{}Z", text.replace(' ', "T"))).unwrap()
}

/// An instant as the exports print it.
pub(crate) fn stamp(time: Time) -> String {
    time.to_string().replace('T', " ").replace('Z', "")
}

/// A transaction id that belongs to a time.
fn txid(at: &str) -> String {
    format!("{:064x}", time(at).seconds())
}

/// An Ethereum address, all lower case: such need no checksum.
pub(crate) fn evm(seed: u8) -> String {
    format!("0x{}", format!("{seed:02x}").repeat(20))
}

/// A Bitcoin address with its checksum.
pub(crate) fn bitcoin(seed: u8) -> String {
    bs58::encode([&[0][..], &[seed; 20]].concat()).with_check().into_string()
}

/// A Tron address with its checksum.
pub(crate) fn tron(seed: u8) -> String {
    bs58::encode([&[0x41][..], &[seed; 20]].concat()).with_check().into_string()
}

/// An XRP Ledger address with its checksum.
pub(crate) fn ripple(seed: u8) -> String {
    let account = [&[0][..], &[seed; 20]].concat();
    bs58::encode(account).with_alphabet(bs58::Alphabet::RIPPLE).with_check().into_string()
}
