//! Headers that are in no list but of a known shape: another language, another generation. They are
//! read by what their words mean, and the result says so (`family/unlisted`).

use super::{ALL, Format, Role, Variant};
use Role::{
    Account, Address, Amount, Bought, Change, Coin, Executed, Fee, Fiat, Method, Network, Number,
    Operation, Pair, Price, Quantity, Received, Remark, Side, Sold, Status, Time, Total, TxId,
    UserId,
};

/// The variant of a header that is recognised by its shape only.
pub static UNLISTED: Variant = Variant { name: "unlisted", columns: &[], file_names: &[] };

/// The variant of a file whose columns the person named.
pub static MAPPED: Variant = Variant { name: "mapped", columns: &[], file_names: &[] };

/// The variant of an export that holds only the sentence that there is nothing.
pub static EMPTY: Variant = Variant { name: "empty", columns: &[], file_names: &[] };

/// Header words beyond those of the listed variants. They are translations, not seen in an export:
/// that is why a header that needs them is called unlisted.
const WORDS: &[(Role, &[&str])] = &[
    (UserId, &["用户id", "idutilisateur", "benutzerid", "사용자id", "userid", "uid"]),
    (
        Time,
        &[
            "tempo",
            "hora",
            "时间",
            "時間(utc)",
            "日時",
            "fecha",
            "fecha(utc)",
            "data",
            "data(utc)",
            "date",
            "datetime",
            "zeit",
            "heure",
            "시간",
        ],
    ),
    (Account, &["账户", "帳戶", "口座", "konto", "compte", "계정"]),
    (Operation, &["操作类型", "取引種別", "operation", "opération", "vorgang", "작업"]),
    (
        Coin,
        &[
            "币种",
            "幣種",
            "通貨",
            "moneda",
            "moeda",
            "criptomoneda",
            "monnaie",
            "münze",
            "asset",
            "코인",
        ],
    ),
    (
        Change,
        &["变动", "变更", "增減", "variación", "cambio", "variação", "mudança", "änderung", "변경"],
    ),
    (Remark, &["备注", "摘要", "observación", "nota", "remarque", "bemerkung", "비고"]),
    (Pair, &["交易对", "交易對", "通貨ペア", "par", "paire", "market", "symbol"]),
    (Side, &["方向", "売買", "lado", "dirección", "direção", "seite", "type"]),
    (Price, &["价格", "precio", "preço", "prix", "preis", "가격"]),
    (Executed, &["成交", "已成交", "約定数量", "ejecutado", "executado", "ausgeführt"]),
    (Total, &["成交额", "約定金額", "importe", "monto", "montante"]),
    (Quantity, &["数量", "cantidad", "quantidade", "quantité"]),
    (
        Amount,
        &[
            "数量",
            "数額",
            "cantidad",
            "importe",
            "monto",
            "quantidade",
            "valor",
            "montante",
            "montant",
            "betrag",
            "amount",
        ],
    ),
    (Fee, &["手续费", "手續費", "comisión", "tarifa", "taxa", "frais", "gebühr"]),
    (Network, &["网络", "網絡", "red", "rede", "réseau", "netzwerk"]),
    (Address, &["地址", "アドレス", "dirección", "endereço", "adresse"]),
    (TxId, &["交易id", "txid", "txhash", "iddetransacción", "iddatransação", "取引id"]),
    (Status, &["状态", "狀態", "状況", "estado", "statut"]),
    (Sold, &["卖出", "売却", "venta", "venda"]),
    (Bought, &["买入", "購入", "compra"]),
    (Method, &["方式", "método", "méthode"]),
    (Received, &["到账金额", "importerecibido", "valorrecebido"]),
    (Number, &["订单号", "订单编号", "注文番号", "idorden", "iddopedido"]),
    (Fiat, &["法币", "法定通貨"]),
];

/// A header cell without what varies: case, blanks, underscores, superscripts, the offset in
/// `Date(UTC+0)`, full-width brackets.
pub fn fold(cell: &str) -> String {
    let folded: String = cell
        .chars()
        .filter_map(|c| match c {
            '\u{ff08}' => Some('('),
            '\u{ff09}' => Some(')'),
            '¹' | '²' | '³' | '_' | '\u{feff}' | '\u{200b}' | '"' => None,
            c if c.is_whitespace() => None,
            c => Some(c),
        })
        .flat_map(char::to_lowercase)
        .collect();
    match folded.split_once("(utc") {
        Some((before, after)) => {
            let tail = after.split_once(')').map_or("", |(_, tail)| tail);
            format!("{before}(utc){tail}")
        }
        None => folded,
    }
}

/// The format whose needs these words meet best, with the role of every non-empty cell.
pub fn by_shape(words: &[String], name: &str) -> Option<(&'static Format, Vec<Role>)> {
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    if !(4..=24).contains(&words.len()) {
        return None;
    }
    let name = name.to_lowercase();
    let mut best: Option<(usize, &'static Format, Vec<Role>)> = None;
    for format in ALL.iter().copied() {
        let roles: Vec<Role> = roles_of(format, &words);
        let known = roles.iter().filter(|role| **role != Role::Other).count();
        let complete = format.needs.iter().all(|need| roles.contains(need));
        let strange = words.len() - known;
        if !complete || strange > words.len() / 3 || !direction_fits(format, &name) {
            continue;
        }
        let score = known * 4 + format.needs.len();
        if best.as_ref().is_none_or(|(other, ..)| score > *other) {
            best = Some((score, format, roles));
        }
    }
    best.map(|(_, format, roles)| (format, roles))
}

/// A file that calls itself a deposit history is no withdrawal history, and the other way round.
fn direction_fits(format: &Format, name: &str) -> bool {
    let opposite: &[&str] = match format.family {
        "withdrawals" => &["deposit", "入金"],
        "deposits" => &["withdraw", "出金"],
        "margin_orders" => return name.contains("margin"),
        _ => return true,
    };
    !opposite.iter().any(|word| name.contains(word))
}

/// The role of each word in a format: the words of its own variants first, then the general ones. A
/// role is given once.
fn roles_of(format: &Format, words: &[&str]) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(words.len());
    for word in words {
        let own = format.variants.iter().flat_map(|variant| variant.columns);
        let own = own.filter(|(column, _)| fold(column) == *word).map(|(_, role)| *role);
        let general = WORDS.iter().filter(|(_, list)| list.contains(word)).map(|(role, _)| *role);
        let role = own.chain(general).find(|role| !roles.contains(role) && expected(format, *role));
        roles.push(role.unwrap_or(Role::Other));
    }
    roles
}

/// Whether a format has a column of a role at all.
fn expected(format: &Format, role: Role) -> bool {
    format.variants.iter().any(|variant| variant.columns.iter().any(|(_, known)| *known == role))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn family(header: &str, name: &str) -> Option<&'static str> {
        let words: Vec<String> = header.split(',').map(fold).collect();
        by_shape(&words, name).map(|(format, _)| format.family)
    }

    #[test]
    fn unlisted_headers_are_read_by_their_words() {
        for (header, name, expected) in [
            ("时间,币种,网络,数量,手续费,地址,TXID,状态", "x.csv", Some("withdrawals")),
            ("Tempo,Moeda,Rede,Quantidade,Endereço,TXID,Estado", "deposito.csv", Some("deposits")),
            (
                "User ID,Time,Account,Operation,Coin,Change,Remark,Balance",
                "x.csv",
                Some("transaction_history"),
            ),
            ("Time,Pair,Side,Price,Executed,Amount,Fee,Role", "x.csv", Some("spot_trades")),
            ("name,age,town,country", "x.csv", None),
            ("Date,Description,Amount,Balance", "bank.csv", None),
        ] {
            assert_eq!(family(header, name), expected, "{header}");
        }
    }

    #[test]
    fn folding_removes_what_varies() {
        assert_eq!(fold("\u{feff}Date(UTC+0)"), "date(utc)");
        assert_eq!(fold("Trading total³"), "tradingtotal");
        assert_eq!(fold("UTC_Time"), fold("UTC Time"));
    }
}
