//! What a person does, step by step, for each kind of trouble. The steps, their wording in both
//! languages, their sources and deadlines are data under `playbook/`; this reads them and says which
//! of them apply to a case.

pub mod cacao;
#[cfg(test)]
mod cacao_lint;
pub mod condition;
mod data;
pub mod known;
#[cfg(test)]
mod lint;
mod plan;

pub use condition::{Condition, Facts, Holds, Value};
pub use data::{
    Answer, FactKey, FactType, Fork, Library, LoadFault, Phase, Playbook, Source, SourceKind,
    Standing, Step, Timer, Use, Who, Wording,
};
pub use plan::{Plan, Shown, plan};
