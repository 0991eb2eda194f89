//! Scores triage on a table of texts: `cargo run --example triage -- FILE.tsv [--misses]`.
//!
//! Columns: id, lang, text, kind, urgency, and perhaps other kinds that are as good, parted by commas.

use hikeshi_case::triage::{Kind, Reading, Urgency, prepare, read};
use std::time::Instant;

struct Row {
    id: String,
    text: String,
    kind: Kind,
    urgency: Urgency,
    others: Vec<Kind>,
}

fn row(line: &str) -> Option<Row> {
    let mut cells = line.split('\t');
    let (id, _, text) = (cells.next()?.to_owned(), cells.next()?, cells.next()?.to_owned());
    let (kind, urgency) = (Kind::of_key(cells.next()?)?, Urgency::of_key(cells.next()?)?);
    let others = cells.next().unwrap_or("").split(',').filter_map(|key| Kind::of_key(key.trim()));
    Some(Row { id, text, kind, urgency, others: others.collect() })
}

#[expect(clippy::print_stdout, reason = "it is asked for figures")]
fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let file = arguments.iter().find(|argument| !argument.starts_with("--"));
    let table = std::fs::read_to_string(file.map_or("", String::as_str))?;
    let rows: Vec<Row> = table.lines().filter_map(row).collect();
    let start = Instant::now();
    prepare();
    let prepared = start.elapsed();
    let start = Instant::now();
    let said: Vec<(&Row, Reading)> = rows.iter().map(|row| (row, read(&row.text))).collect();
    let took = start.elapsed();
    let count = |holds: &dyn Fn(&Row, &Reading) -> bool| {
        said.iter().filter(|(row, reading)| holds(row, reading)).count()
    };
    let as_good = |row: &Row, kind: Kind| kind == row.kind || row.others.contains(&kind);
    let figures = [
        ("kind", count(&|row, said| said.kind == row.kind)),
        (
            "kind, or another that the table calls as good",
            count(&|row, said| as_good(row, said.kind)),
        ),
        (
            "kind among the kind and the alternatives said",
            count(&|row, said| as_good(row, said.kind) || said.alternatives.contains(&row.kind)),
        ),
        ("urgency", count(&|row, said| said.urgency == row.urgency)),
        ("asked a question", count(&|_, said| said.question.is_some())),
    ];
    let permille = |part: usize| part * 1000 / rows.len().max(1);
    for (name, part) in figures {
        let share = permille(part);
        println!("{:3}.{} % ({part} of {}) {name}", share / 10, share % 10, rows.len());
    }
    let late = |row: &Row, said: &Reading| {
        row.urgency == Urgency::Minutes && said.urgency == Urgency::Days
    };
    println!("{} texts about minutes were told of days", count(&late));
    println!("prepared in {prepared:?}, read all in {took:?}");
    for (row, said) in said.iter().filter(|_| arguments.iter().any(|a| a == "--misses")) {
        if !as_good(row, said.kind) || said.urgency != row.urgency {
            let (kind, urgency) = (row.kind.key(), row.urgency.key());
            let others: Vec<&str> = said.alternatives.iter().map(|kind| kind.key()).collect();
            println!(
                "{}\t{kind} {urgency}\tsaid {} {} ({})\t{}",
                row.id,
                said.kind.key(),
                said.urgency.key(),
                others.join(", "),
                row.text
            );
        }
    }
    Ok(())
}
