//! The transaction history: one row per change of a balance.

use super::{Format, Role, Row, RowFault, Variant};
use crate::event::{Events, StatementRow};
use Role::{Account, Change, Coin, Operation, Remark, Time, UserId};

/// `transaction_history`: every generation and language seen (sources: facts of public parsers,
/// 2026-11; the Japanese, Portuguese and Spanish headers come from one or two sources each).
pub static FORMAT: Format = Format {
    family: "transaction_history",
    variants: &[
        Variant {
            name: "v3",
            columns: &[
                ("User ID", UserId),
                ("Time", Time),
                ("Account", Account),
                ("Operation", Operation),
                ("Coin", Coin),
                ("Change", Change),
                ("Remark", Remark),
            ],
            file_names: &[],
        },
        Variant {
            name: "v3-ja",
            columns: &[
                ("ユーザーID", UserId),
                ("時間", Time),
                ("アカウント", Account),
                ("操作", Operation),
                ("コイン", Coin),
                ("変更", Change),
                ("備考", Remark),
            ],
            file_names: &[],
        },
        Variant {
            name: "v3-pt",
            columns: &[
                ("ID do Usuário", UserId),
                ("Tempo", Time),
                ("Conta", Account),
                ("Operação", Operation),
                ("Moeda", Coin),
                ("Alterar", Change),
                ("Observação", Remark),
            ],
            file_names: &[],
        },
        Variant {
            name: "v3-es",
            columns: &[
                ("ID de usuario", UserId),
                ("Hora", Time),
                ("Cuenta", Account),
                ("Operación", Operation),
                ("Moneda", Coin),
                ("Cambiar", Change),
                ("Comentario", Remark),
            ],
            file_names: &[],
        },
        Variant {
            name: "v2",
            columns: &[
                ("User_ID", UserId),
                ("UTC_Time", Time),
                ("Account", Account),
                ("Operation", Operation),
                ("Coin", Coin),
                ("Change", Change),
                ("Remark", Remark),
            ],
            file_names: &[],
        },
        Variant {
            name: "v1",
            columns: &[
                ("UTC_Time", Time),
                ("Account", Account),
                ("Operation", Operation),
                ("Coin", Coin),
                ("Change", Change),
                ("Remark", Remark),
            ],
            file_names: &[],
        },
        Variant {
            name: "v1",
            columns: &[
                ("UTC_Time", Time),
                ("Operation", Operation),
                ("Coin", Coin),
                ("Change", Change),
                ("Remark", Remark),
            ],
            file_names: &[],
        },
    ],
    needs: &[Time, Operation, Coin, Change],
    read,
};

fn read(row: &Row<'_>, events: &mut Events) -> Result<(), RowFault> {
    let at = row.time()?;
    let operation = row.name(Operation, events)?;
    let coin = row.coin(Coin, events)?;
    let change = row.amount(Change)?;
    let account = events.account(row.get(Account));
    events.user(row.get(UserId), row.cite());
    events.statement.push(StatementRow {
        change,
        at,
        line: row.line,
        coin,
        operation,
        exhibit: row.exhibit,
        account,
    });
    Ok(())
}
