//! What is asked when the words are too thin, and where does each answer lead?
//!
//! One question at a time. Until it is answered, the dangerous reading stands.

use super::Reading;
use super::kind::{Kind, Question, Urgency, keyed};

keyed! {
    /// What may be answered. [`Question::answers`] says which belong to which question.
    Answer {
        /// Yes.
        Yes = "yes",
        /// No.
        No = "no",
        /// Not known, or it cannot be looked at now.
        Unknown = "unknown",
        /// Money or coins are gone, or somebody is inside.
        MoneyGone = "money_gone",
        /// The way in is closed.
        CannotEnter = "cannot_enter",
        /// A transfer or an order does not do what it should.
        TransferOrOrder = "transfer_or_order",
        /// Somebody has been in contact.
        SomebodyWrote = "somebody_wrote",
        /// Into the exchange.
        IntoExchange = "into_exchange",
        /// Out of the exchange.
        OutOfExchange = "out_of_exchange",
        /// Money at the bank, by card or P2P.
        AtBank = "at_bank",
        /// A time is shown.
        Timer = "timer",
        /// A review or a restriction without a time.
        Review = "review",
        /// This coin, network or destination is not possible.
        Closed = "closed",
        /// The site asks for money before it pays out.
        MoneyFirst = "money_first",
        /// The owner.
        Owner = "owner",
        /// The exchange.
        Exchange = "exchange",
        /// A password, code, key or approval.
        Secret = "secret",
        /// Name, document or telephone number.
        PersonalData = "personal_data",
        /// Nothing.
        Nothing = "nothing",
        /// The owner's own wrong order, executed.
        WrongFilled = "wrong_filled",
        /// The owner's own wrong order, still open.
        WrongOpen = "wrong_open",
        /// The price or the execution was not as expected.
        BadExecution = "bad_execution",
        /// Nobody here placed it.
        NobodyPlaced = "nobody_placed",
    }
}

keyed! {
    /// The large buttons: what one sees.
    Button {
        /// The balance is lower or zero.
        BalanceDown = "balance_down",
        /// Logging in does not work.
        CannotLogIn = "cannot_log_in",
        /// Something has not arrived.
        NotArrived = "not_arrived",
        /// Something cannot be taken out.
        CannotWithdraw = "cannot_withdraw",
        /// An order or execution is odd.
        OrderOdd = "order_odd",
        /// A suspicious contact.
        Contacted = "contacted",
        /// Something else, or not known.
        Other = "other",
    }
}

/// Where an answer leads: a kind, its urgency, and perhaps the next question.
type Way = (Answer, Kind, Urgency, Option<Question>);

impl Question {
    /// The answers it may have, two to four.
    pub fn answers(self) -> Vec<Answer> {
        self.ways().iter().map(|way| way.0).collect()
    }

    fn ways(self) -> &'static [Way] {
        use Answer as A;
        use Kind as K;
        use Question as Q;
        use Urgency::{Days, Hours, Minutes};
        match self {
            Q::WhatHappened => &[
                (A::MoneyGone, K::AccountTakeover, Minutes, Some(Q::IsWithdrawalListed)),
                (A::CannotEnter, K::AccountTakeover, Minutes, Some(Q::WhoChanged)),
                (A::TransferOrOrder, K::DepositPending, Days, Some(Q::WhichDirection)),
                (A::SomebodyWrote, K::PhishingContact, Minutes, Some(Q::WhatWasGiven)),
            ],
            // The twenty-second fork: each step excludes one harmless or less urgent reading.
            Q::IsWithdrawalListed => &[
                (A::Yes, K::AccountTakeover, Minutes, None),
                (A::No, K::AccountTakeover, Minutes, Some(Q::InAnotherWallet)),
                (A::Unknown, K::AccountTakeover, Minutes, None),
            ],
            Q::InAnotherWallet => &[
                (A::Yes, K::NotTrouble, Days, None),
                (A::No, K::AccountTakeover, Minutes, Some(Q::WasPositionOpen)),
            ],
            Q::WasPositionOpen => &[
                (A::Yes, K::LiquidationAdl, Hours, None),
                (A::No, K::AccountTakeover, Minutes, Some(Q::DoOthersSeeIt)),
            ],
            Q::DoOthersSeeIt => &[
                (A::Yes, K::PlatformOutage, Hours, Some(Q::IsPositionOpen)),
                (A::No, K::AccountTakeover, Minutes, None),
                (A::Unknown, K::AccountTakeover, Minutes, None),
            ],
            Q::WhichDirection => &[
                (A::IntoExchange, K::DepositPending, Days, None),
                (A::OutOfExchange, K::WithdrawalDelayed, Days, None),
                (A::AtBank, K::FiatP2p, Hours, None),
            ],
            Q::TimerOrReview => &[
                (A::Timer, K::WithdrawalHold, Days, None),
                (A::Review, K::AccountRestricted, Days, None),
                (A::Closed, K::NetworkSuspended, Days, None),
                (A::MoneyFirst, K::InvestmentScam, Hours, None),
            ],
            Q::WhoChanged => &[
                (A::Owner, K::LoginLocked, Days, None),
                (A::Exchange, K::AccountRestricted, Days, None),
                (A::Unknown, K::AccountTakeover, Minutes, None),
            ],
            Q::WhatWasGiven => &[
                (A::Secret, K::PhishingContact, Minutes, None),
                (A::PersonalData, K::PhishingContact, Hours, None),
                (A::Nothing, K::PhishingContact, Days, None),
                (A::Unknown, K::PhishingContact, Minutes, None),
            ],
            Q::WhichOrder => &[
                (A::WrongFilled, K::OrderMistake, Hours, Some(Q::IsPositionOpen)),
                (A::WrongOpen, K::OrderMistake, Minutes, None),
                (A::BadExecution, K::BadFill, Days, Some(Q::IsPositionOpen)),
                (A::NobodyPlaced, K::AccountTakeover, Minutes, None),
            ],
            // The kind is already known: these two only say how urgent it is.
            Q::IsPositionOpen => &[
                (A::Yes, K::PlatformOutage, Minutes, None),
                (A::No, K::PlatformOutage, Hours, None),
            ],
        }
    }
}

/// What is known after an answer. An answer that does not belong to the question changes nothing.
///
/// Whether a position is open makes the earlier kind more or less urgent and leaves it as it is; all
/// other answers name a kind, and the earlier one becomes an alternative unless it is excluded.
pub fn answered(question: Question, answer: Answer, earlier: &Reading) -> Reading {
    let Some((_, kind, urgency, next)) = question.ways().iter().find(|way| way.0 == answer) else {
        return earlier.clone();
    };
    let mut after = Reading { question: *next, ..earlier.clone() };
    if question == Question::IsPositionOpen {
        after.urgency = if answer == Answer::Yes {
            Urgency::Minutes
        } else {
            earlier.urgency.max(Urgency::Hours)
        };
        return after;
    }
    after.kind = *kind;
    after.urgency = *urgency;
    after.alternatives.retain(|other| other != kind);
    if earlier.kind != *kind && *kind != Kind::NotTrouble {
        after.alternatives.insert(0, earlier.kind);
    }
    after.alternatives.truncate(super::ALTERNATIVES);
    after
}

/// What a button says: the dangerous reading, and the question that may exclude it.
pub fn of_button(button: Button) -> Reading {
    use Kind as K;
    let (kind, urgency, question, alternatives): (Kind, Urgency, Question, &[Kind]) = match button {
        Button::BalanceDown => (
            K::AccountTakeover,
            Urgency::Minutes,
            Question::IsWithdrawalListed,
            &[K::LiquidationAdl, K::PlatformOutage, K::ApiKeyAbuse],
        ),
        Button::CannotLogIn => (
            K::AccountTakeover,
            Urgency::Minutes,
            Question::WhoChanged,
            &[K::LoginLocked, K::AccountRestricted, K::PlatformOutage],
        ),
        Button::NotArrived => (
            K::DepositPending,
            Urgency::Days,
            Question::WhichDirection,
            &[K::WithdrawalDelayed, K::WrongNetwork, K::FiatP2p],
        ),
        Button::CannotWithdraw => (
            K::WithdrawalHold,
            Urgency::Hours,
            Question::TimerOrReview,
            &[K::AccountRestricted, K::NetworkSuspended, K::InvestmentScam],
        ),
        Button::OrderOdd => (
            K::AccountTakeover,
            Urgency::Minutes,
            Question::WhichOrder,
            &[K::OrderMistake, K::OrderNotFilled, K::BadFill],
        ),
        Button::Contacted => (
            K::PhishingContact,
            Urgency::Minutes,
            Question::WhatWasGiven,
            &[K::InvestmentScam, K::RecoveryScam, K::DeviceMalware],
        ),
        Button::Other => (
            K::AccountTakeover,
            Urgency::Minutes,
            Question::WhatHappened,
            &[K::PhishingContact, K::DepositPending, K::LoginLocked],
        ),
    };
    Reading {
        kind,
        urgency,
        alternatives: alternatives.to_vec(),
        question: Some(question),
        because: Vec::new(),
    }
}
