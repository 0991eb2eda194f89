//! Which kinds of trouble, urgencies and questions are there, and what are their keys?

/// Writes an enum whose values have stable keys.
macro_rules! keyed {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $value:ident = $key:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$about])* $value,)+ }
        impl $name {
            /// All values, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$value),+];
            /// The stable key, in snake case.
            pub fn key(self) -> &'static str {
                match self { $(Self::$value => $key,)+ }
            }
            /// The value of a key.
            pub fn of_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.key() == key)
            }
        }
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.key())
            }
        }
    };
}
pub(super) use keyed;

/// Where a value stands in its list.
pub(super) fn place<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or(0)
}

keyed! {
    /// The kinds of trouble.
    Kind {
        /// Somebody else is or was in the account.
        AccountTakeover = "account_takeover",
        /// The owner cannot get in: device, code or mail lost, or self-disabled.
        LoginLocked = "login_locked",
        /// The telephone number was taken over.
        SimSwap = "sim_swap",
        /// Malware, remote control, swapped clipboard, fake app.
        DeviceMalware = "device_malware",
        /// A suspicious mail, message, call or site in an official name.
        PhishingContact = "phishing_contact",
        /// The owner's own wrong order.
        OrderMistake = "order_mistake",
        /// Executed at a bad price, or a suspicion of manipulation.
        BadFill = "bad_fill",
        /// Not executed, not triggered, cannot be cancelled.
        OrderNotFilled = "order_not_filled",
        /// Force-closed, liquidated, auto-deleveraged.
        LiquidationAdl = "liquidation_adl",
        /// A token delisted, swapped or renamed.
        Delisting = "delisting",
        /// A deposit by the right way has not been credited.
        DepositPending = "deposit_pending",
        /// Sent over the wrong network, to a contract, or an unlisted token.
        WrongNetwork = "wrong_network",
        /// Memo or tag missing or wrong.
        MissingMemo = "missing_memo",
        /// A withdrawal is slow, not blocked.
        WithdrawalDelayed = "withdrawal_delayed",
        /// Withdrawals stopped for a stated time.
        WithdrawalHold = "withdrawal_hold",
        /// The exchange has restricted the account.
        AccountRestricted = "account_restricted",
        /// Sent to a wrong address by own mistake.
        SentWrongAddress = "sent_wrong_address",
        /// A look-alike address was planted in the history.
        AddressPoisoning = "address_poisoning",
        /// Travel rule: who sends, who receives, destination not possible.
        TravelRuleBlock = "travel_rule_block",
        /// P2P, bank and card.
        FiatP2p = "fiat_p2p",
        /// The exchange itself is down or shows wrong figures.
        PlatformOutage = "platform_outage",
        /// A coin or network is closed for everybody.
        NetworkSuspended = "network_suspended",
        /// Identity documents refused.
        KycRejected = "kyc_rejected",
        /// An API key leaked or abused.
        ApiKeyAbuse = "api_key_abuse",
        /// The owner's own bot or API call fails.
        BotApiError = "bot_api_error",
        /// A false investment, love, job or airdrop.
        InvestmentScam = "investment_scam",
        /// Somebody promises to bring lost money back.
        RecoveryScam = "recovery_scam",
        /// Traded on false news.
        FalseInfoTrade = "false_info_trade",
        /// No trouble: a question, an opinion, thanks.
        NotTrouble = "not_trouble",
    }
}

keyed! {
    /// How soon something can still be lost or saved.
    Urgency {
        /// Somebody can still take money, or money can still be stopped.
        Minutes = "minutes",
        /// The chance decays within about a day.
        Hours = "hours",
        /// Nothing decays fast.
        Days = "days",
    }
}

keyed! {
    /// What is asked.
    Question {
        /// What do you see?
        WhatHappened = "what_happened",
        /// Is a withdrawal listed that you did not make?
        IsWithdrawalListed = "is_withdrawal_listed",
        /// Is it in another wallet (Spot, Funding, Futures, Earn), or are small balances hidden?
        InAnotherWallet = "in_another_wallet",
        /// Was a leveraged position open?
        WasPositionOpen = "was_position_open",
        /// Does the official status page, or do others, tell of a fault?
        DoOthersSeeIt = "do_others_see_it",
        /// Into the exchange, out of it, or at the bank?
        WhichDirection = "which_direction",
        /// Is a time shown, a review, a closed coin or destination, or is money asked for first?
        TimerOrReview = "timer_or_review",
        /// Who changed what keeps you out?
        WhoChanged = "who_changed",
        /// What did you give or enter?
        WhatWasGiven = "what_was_given",
        /// What is the state of the order?
        WhichOrder = "which_order",
        /// Is a leveraged position open that you cannot manage?
        IsPositionOpen = "is_position_open",
    }
}

impl Kind {
    /// How urgent it is when nothing but the kind is known: by what can still be lost, and where that
    /// cannot be excluded, as if it could.
    pub fn usual_urgency(self) -> Urgency {
        match self {
            Self::AccountTakeover
            | Self::SimSwap
            | Self::DeviceMalware
            | Self::PhishingContact
            | Self::OrderMistake
            | Self::AddressPoisoning
            | Self::ApiKeyAbuse
            | Self::InvestmentScam
            | Self::RecoveryScam => Urgency::Minutes,
            Self::LoginLocked
            | Self::OrderNotFilled
            | Self::LiquidationAdl
            | Self::AccountRestricted
            | Self::SentWrongAddress
            | Self::FiatP2p
            | Self::PlatformOutage
            | Self::BotApiError
            | Self::FalseInfoTrade => Urgency::Hours,
            Self::BadFill
            | Self::Delisting
            | Self::DepositPending
            | Self::WrongNetwork
            | Self::MissingMemo
            | Self::WithdrawalDelayed
            | Self::WithdrawalHold
            | Self::TravelRuleBlock
            | Self::NetworkSuspended
            | Self::KycRejected
            | Self::NotTrouble => Urgency::Days,
        }
    }
}
