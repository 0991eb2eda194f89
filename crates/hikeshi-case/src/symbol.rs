//! Names that repeat a million times (coins, operations, accounts), kept once.

use std::collections::BTreeMap;

/// A name in a [`Symbols`] table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Symbol(u32);

/// A table of names, in the order they were first seen. Position 0 is the empty name.
#[derive(Debug)]
pub struct Symbols {
    names: Vec<Box<str>>,
    index: BTreeMap<Box<str>, Symbol>,
    recent: [Symbol; 64],
}

impl Default for Symbols {
    fn default() -> Self {
        let mut index = BTreeMap::new();
        index.insert(Box::from(""), Symbol(0));
        Self { names: vec![Box::from("")], index, recent: [Symbol(0); 64] }
    }
}

impl Symbols {
    /// The symbol of a name, entering it when new. A small cache in front of the tree makes the
    /// common case one comparison.
    pub fn enter(&mut self, name: &str) -> Symbol {
        let slot =
            name.bytes().fold(name.len(), |hash, byte| hash.wrapping_mul(31) ^ usize::from(byte))
                % 64;
        if let Some(symbol) = self.recent.get(slot)
            && self.name(*symbol) == name
        {
            return *symbol;
        }
        let symbol = self.index.get(name).copied().unwrap_or_else(|| {
            let symbol = Symbol(u32::try_from(self.names.len()).unwrap_or(0));
            self.names.push(Box::from(name));
            self.index.insert(Box::from(name), symbol);
            symbol
        });
        if let Some(entry) = self.recent.get_mut(slot) {
            *entry = symbol;
        }
        symbol
    }

    /// The symbol of a name that was entered before.
    pub fn find(&self, name: &str) -> Option<Symbol> {
        self.index.get(name).copied()
    }

    /// The name of a symbol.
    pub fn name(&self, symbol: Symbol) -> &str {
        self.names.get(symbol.0 as usize).map_or("", AsRef::as_ref)
    }

    /// All names with their symbols, in the order first seen.
    #[expect(clippy::cast_possible_truncation, reason = "`enter` gives no more than u32 symbols")]
    pub fn iter(&self) -> impl Iterator<Item = (Symbol, &str)> {
        self.names.iter().enumerate().map(|(at, name)| (Symbol(at as u32), name.as_ref()))
    }
}

impl Symbol {
    /// The empty name.
    pub const EMPTY: Self = Self(0);

    /// The symbol at a position of a dense side table.
    pub(crate) fn at(position: usize) -> Self {
        Self(u32::try_from(position).unwrap_or(0))
    }

    /// Position in the table, for dense side tables.
    pub const fn position(self) -> usize {
        self.0 as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_symbol() {
        let mut symbols = Symbols::default();
        let names: Vec<String> = (0..500).map(|n| format!("COIN{n}")).collect();
        let first: Vec<Symbol> = names.iter().map(|name| symbols.enter(name)).collect();
        let second: Vec<Symbol> = names.iter().map(|name| symbols.enter(name)).collect();
        assert_eq!(first, second);
        assert_eq!(symbols.enter(""), Symbol::EMPTY);
        assert!(names.iter().zip(first).all(|(name, symbol)| symbols.name(symbol) == name));
    }
}
