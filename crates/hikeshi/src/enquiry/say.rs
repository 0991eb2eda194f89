//! How are typed paragraphs said? The only place where a value of an enquiry becomes words.

use super::{Line, Piece, Setting, flow};
use crate::firstaid;
use crate::lang::{Arg, Lang, text_if};
use crate::report::document;
use crate::report::facts;
use crate::report::timeline;
use crate::report::words::{Words, coins, grouped_amount};
use hikeshi_case::amount::Amount;
use hikeshi_case::channel::Channel;
use hikeshi_case::enquiry::{Item, Listed, Movement, Onward, Say, Value};
use hikeshi_case::event::Direction;
use hikeshi_case::exhibit::ExhibitId;
use hikeshi_case::finding::{Cite, Finding};
use hikeshi_case::problem::shortened;
use hikeshi_case::time::Time;
use std::collections::BTreeSet;

/// Cites named in a sentence before the rest is counted; values named in one.
const CITES: usize = 3;
const IN_SENTENCE: usize = 6;
/// Characters of a foreign name or value in a letter.
const LONGEST: usize = 200;
/// Sentences with optional values have variants, the fullest first.
const VARIANTS: [&str; 4] = ["-a", "-b", "-c", ""];

/// Foreign words as one line, without what could hide or turn their neighbours.
pub(super) fn visible(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    document::visible(&line)
}

/// Language, zone and data while an enquiry is put into words.
pub(super) struct Saying<'a> {
    pub(super) words: Words<'a>,
    pub(super) setting: &'a Setting<'a>,
}

impl Saying<'_> {
    fn say(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.words.text(key, args)
    }

    /// The sentence: the fullest variant whose values are all there, and where it stands.
    pub(super) fn sentence(&self, said: &Say) -> String {
        let mut args: Vec<(&str, Arg)> = Vec::new();
        for (key, value) in &said.values {
            args.push((key, self.value(value).into()));
            if let Value::Time(at) | Value::Span(at, _) = value {
                args.push(("day", self.day(*at).into()));
            }
        }
        let keys = VARIANTS.map(|variant| format!("enquiry-{}{variant}", said.key));
        let found = keys.iter().find_map(|key| text_if(self.words.lang, key, &args));
        let sentence = found.unwrap_or_else(|| said.key.clone());
        format!("{sentence}{}", self.cited(&said.cites))
    }

    /// `（資料2・17行）`, or nothing.
    fn cited(&self, cites: &[Cite]) -> String {
        if cites.is_empty() {
            return String::new();
        }
        let places = self.words.cites(cites, CITES).join(self.separator());
        self.say("enquiry-cited", &[("places", places.into())])
    }

    /// `（資料2、資料5）`: a field says less than a sentence, and its exhibits are enough.
    fn cited_exhibits(&self, cites: &[Cite]) -> String {
        let exhibits: BTreeSet<ExhibitId> = cites.iter().map(|cite| cite.exhibit).collect();
        if exhibits.is_empty() {
            return String::new();
        }
        let named: Vec<String> = exhibits.into_iter().map(|id| self.words.exhibit(id)).collect();
        let places = self.words.list(&named, CITES);
        self.say("enquiry-cited", &[("places", places.into())])
    }

    fn separator(&self) -> &'static str {
        if self.words.lang == Lang::Ja { "、" } else { "; " }
    }

    /// A calendar day in the person's zone.
    fn day(&self, at: Time) -> String {
        self.words.local(at).chars().take(10).collect()
    }

    /// A value inside a sentence.
    fn value(&self, value: &Value) -> String {
        let pieces: Vec<String> = self.pieces(value).iter().map(Piece::plain).collect();
        self.words.list(&pieces, IN_SENTENCE)
    }

    /// A value line by line.
    fn pieces(&self, value: &Value) -> Vec<Piece> {
        let plain = |text: String| vec![Piece::Plain(text)];
        match value {
            Value::Words(words) => words.lines().map(|line| Piece::Plain(visible(line))).collect(),
            Value::Codes(codes) => codes.iter().map(|code| Piece::Code(visible(code))).collect(),
            Value::Links(links) => links.iter().cloned().map(Piece::Link).collect(),
            Value::Time(at) => plain(self.words.moment(*at)),
            Value::Span(from, to) => plain(self.words.span(*from, *to)),
            Value::Money(sums) => {
                sums.iter().map(|(asset, sum)| Piece::Plain(coins(*sum, &visible(asset)))).collect()
            }
            Value::Yen(valued) => valued.iter().map(|it| Piece::Plain(self.yen(it))).collect(),
            Value::Count(count) => plain(self.say("enquiry-count", &[("count", (*count).into())])),
            Value::Key(key) => vec![Piece::Ours(self.words.say(&format!("enquiry-value-{key}")))],
            Value::Empty(why) => {
                vec![Piece::Empty(self.words.say(&format!("enquiry-empty-{why}")))]
            }
        }
    }

    /// Whole yen, rounded down, with the rate's source.
    fn yen(&self, (asset, worth, source): &(String, Amount, String)) -> String {
        let whole = grouped_amount(*worth);
        let whole = whole.split('.').next().unwrap_or_default().to_owned();
        let args = [
            ("asset", visible(asset).into()),
            ("yen", whole.into()),
            ("source", visible(source).into()),
        ];
        self.say("enquiry-yen", &args)
    }

    /// A part of a section as lines.
    pub(super) fn lines(&self, item: &Item) -> Vec<Line> {
        match item {
            Item::Say(said) => vec![Line::Text(self.sentence(said))],
            Item::Point(said) => vec![Line::Point(self.sentence(said))],
            Item::Quote { key, text } => vec![Line::Quote {
                lead: self.words.say(&format!("enquiry-words-{key}")),
                words: text.lines().map(visible).filter(|line| !line.is_empty()).collect(),
            }],
            Item::Field { key, value, cites } => {
                let mut values = self.pieces(value);
                let places = self.cited_exhibits(cites);
                match values.as_mut_slice() {
                    [Piece::Plain(one)] => one.push_str(&places),
                    _ if places.is_empty() => {}
                    _ => values.push(Piece::Plain(places.trim().to_owned())),
                }
                vec![Line::Pair { name: self.words.say(&format!("enquiry-field-{key}")), values }]
            }
            Item::Findings { told, more } => self.findings(told, *more),
            Item::Movements { told, more } => self.movements(told, *more),
            Item::Onward(onward) => self.onward(onward),
            Item::Flow { movements, onward } => {
                let figure = flow::figure(self.words, movements, onward);
                figure.map(|figure| Line::Picture(Box::new(figure))).into_iter().collect()
            }
            Item::Moments { told, more } => {
                let all = (0..told.len()).collect();
                let table = Line::Table(timeline::table(self.words, told, &all));
                std::iter::once(table).chain(self.more("enquiry-more-moments", *more)).collect()
            }
            Item::Exhibits { told, more } => self.exhibits(told, *more),
            Item::Channels(keys) => {
                let channels = keys.iter().filter_map(|key| self.setting.map.get(key));
                channels.map(|channel| self.channel(channel)).collect()
            }
            Item::Blanks(keys) => {
                let blank =
                    |key: &&str| Line::Blank(self.words.say(&format!("enquiry-field-{key}")));
                keys.iter().map(blank).collect()
            }
        }
    }

    /// What was left out, if anything.
    fn more(&self, key: &str, count: usize) -> Option<Line> {
        (count > 0).then(|| Line::Text(self.say(key, &[("count", count.into())])))
    }

    fn findings(&self, told: &[Finding], more: usize) -> Vec<Line> {
        let point = |finding: &Finding| {
            let title = self.words.say(&format!("finding-{}-title", finding.code.key()));
            let said = facts::sentences(self.words, finding.code, &finding.facts);
            let space = if self.words.lang == Lang::Ja { "" } else { " " };
            let said = visible(&said.join(space));
            let args = [("title", title.into()), ("said", said.into())];
            Line::Point(self.say("enquiry-finding", &args) + &self.cited(&finding.cites))
        };
        let lead = Line::Text(self.words.say("enquiry-findings-lead"));
        let limit = Line::Text(self.words.say("enquiry-findings-limit"));
        let more = self.more("enquiry-more-findings", more);
        std::iter::once(lead).chain(told.iter().map(point)).chain(more).chain([limit]).collect()
    }

    fn movements(&self, told: &[Movement], more: usize) -> Vec<Line> {
        let lines = told.iter().enumerate().map(|(at, movement)| {
            let key = match movement.direction {
                Direction::In => "enquiry-deposit",
                Direction::Out => "enquiry-withdrawal",
            };
            let name = self.say(key, &[("number", (at + 1).to_string().into())]);
            Line::Pair { name, values: self.movement(movement) }
        });
        lines.chain(self.more("enquiry-more-movements", more)).collect()
    }

    fn movement(&self, movement: &Movement) -> Vec<Piece> {
        let cut = |text: &str| shortened(&visible(text), LONGEST);
        let named =
            |key: &str, text: &str| Piece::Plain(self.say(key, &[("value", cut(text).into())]));
        let lead = |key: &str| Piece::Plain(self.words.say(key));
        let mut pieces = vec![
            Piece::Plain(self.words.moment(movement.at)),
            Piece::Plain(coins(movement.amount, &cut(&movement.asset))),
        ];
        if !movement.network.is_empty() {
            pieces.push(named("enquiry-network", &movement.network));
        }
        if !movement.address.is_empty() {
            let out = movement.direction == Direction::Out;
            pieces.push(lead(if out { "enquiry-sent-to" } else { "enquiry-arrived-at" }));
            pieces.push(Piece::Code(cut(&movement.address)));
        }
        if !movement.memo.is_empty() {
            pieces.push(named("enquiry-memo", &movement.memo));
        }
        if !movement.txid.is_empty() {
            pieces.push(lead("enquiry-txid"));
            pieces.push(Piece::Code(cut(&movement.txid)));
        }
        pieces.extend(movement.link.clone().map(Piece::Link));
        if !movement.status.is_empty() {
            pieces.push(named("enquiry-status", &movement.status));
        }
        let places = self.words.cites(&movement.cites, CITES).join(self.separator());
        if !places.is_empty() {
            pieces.push(named("enquiry-stands-in", &places));
        }
        pieces
    }

    fn onward(&self, onward: &[Onward]) -> Vec<Line> {
        let line = |(at, hop): (usize, &Onward)| {
            let name = self.say("enquiry-hop", &[("number", (at + 2).to_string().into())]);
            let mut values = vec![Piece::Code(visible(&hop.txid))];
            values.extend(hop.at.map(|at| Piece::Plain(self.words.moment(at))));
            values.extend((!hop.amount.is_empty()).then(|| Piece::Plain(visible(&hop.amount))));
            values.push(Piece::Plain(self.words.say("enquiry-sent-to")));
            values.push(Piece::Code(visible(&hop.address)));
            values.extend(hop.link.clone().map(Piece::Link));
            Line::Pair { name, values }
        };
        let lead = Line::Text(self.words.say("enquiry-onward-lead"));
        let rest = onward.iter().enumerate().map(line);
        let lead = (!onward.is_empty()).then_some(lead);
        lead.into_iter().chain(rest).collect()
    }

    fn exhibits(&self, told: &[Listed], more: usize) -> Vec<Line> {
        let column = |key: &str, weight| document::Column::new(self.words.say(key), weight);
        let columns = vec![
            column("enquiry-col-number", 10),
            column("enquiry-col-name", 34),
            column("enquiry-col-kind", 22),
            column("enquiry-col-hash", 34),
        ];
        let rows = told.iter().map(|exhibit| {
            let family = exhibit.format.split('/').next().unwrap_or_default();
            vec![
                document::cell(self.words.exhibit(exhibit.id)),
                document::cell(shortened(&exhibit.name, LONGEST)),
                document::cell(self.words.word("format-", family)),
                document::code_cell(&exhibit.sha256),
            ]
        });
        let table = Line::Table(document::Table { columns, rows: rows.collect() });
        std::iter::once(table).chain(self.more("enquiry-more-exhibits", more)).collect()
    }

    fn channel(&self, channel: &Channel) -> Line {
        let of = |wording| firstaid::said(wording, self.words.lang).to_owned();
        let limit = self.say("enquiry-channel-limit", &[("cannot", of(&channel.cannot).into())]);
        let values = vec![
            Piece::Ours(of(&channel.place)),
            Piece::Plain(of(&channel.can)),
            Piece::Plain(limit),
        ];
        Line::Pair { name: of(&channel.name), values }
    }
}
