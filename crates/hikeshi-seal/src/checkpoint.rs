//! How does a log say how far it has come? A checkpoint (C2SP tlog-checkpoint) in a signed note (C2SP
//! signed-note), and the proof that carries both with the place of one leaf (C2SP tlog-proof@v1).

use crate::key::{SigningKey, VerifierKey};
use crate::log::{self, Hash};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What a signature line begins with: an em dash and a space.
const DASH: &str = "\u{2014} ";
const PROOF: &str = "c2sp.org/tlog-proof@v1";

/// The state of a log at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log it is: one line, not empty.
    pub origin: String,
    /// How many leaves it had.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// A text with signatures under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    /// What is signed; ends with a line feed.
    pub text: String,
    /// Who signed, in the order of the lines.
    pub signatures: Vec<NoteSignature>,
}

/// One signature line of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// The name of the key.
    pub name: String,
    /// The first bytes of a hash over name and key: tells keys of one name apart.
    pub key_id: [u8; 4],
    /// 64 bytes for Ed25519; other kinds are carried, not judged.
    pub signature: Vec<u8>,
}

/// Where a leaf stands in a log, with all that shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    /// The place of the leaf, the first being 0.
    pub index: u64,
    /// The inclusion proof, lowest neighbour first.
    pub hashes: Vec<Hash>,
    /// The signed checkpoint the proof leads to.
    pub checkpoint: String,
}

/// Why a note was not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It has not the form of a signed note.
    #[error("it is not a signed note")]
    NotANote,
    /// No line is signed with this key.
    #[error("it is not signed with this key")]
    NotSigned,
    /// A line claims this key and its signature is wrong.
    #[error("its signature is wrong")]
    BadSignature,
    /// The signature holds and the text is no checkpoint.
    #[error("the signed text is not a checkpoint")]
    NotACheckpoint,
}

impl Checkpoint {
    /// The text that is signed: origin, size and root, each on a line.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, self.root.to_base64())
    }

    /// Reads what [`Checkpoint::text`] writes. Extension lines are refused: this format has none.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix('\n')?.split('\n');
        let (origin, size, root) = (lines.next()?, lines.next()?, lines.next()?);
        let read = Self {
            origin: origin.to_owned(),
            size: size.parse().ok()?,
            root: Hash::from_base64(root)?,
        };
        (lines.next().is_none() && !origin.is_empty() && read.text() == text).then_some(read)
    }

    /// The signed note over this checkpoint.
    pub fn sign(&self, key: &SigningKey) -> String {
        let text = self.text();
        let line = signature_line(&text, key);
        format!("{text}\n{line}")
    }
}

/// The line that signs `text`, with its line feed.
fn signature_line(text: &str, key: &SigningKey) -> String {
    let verifier = key.verifier();
    let mut bytes = verifier.id().to_vec();
    bytes.extend(key.sign(text.as_bytes()));
    format!("{DASH}{} {}\n", verifier.name(), STANDARD.encode(bytes))
}

impl SignedNote {
    /// Takes a note apart without believing anything it says.
    pub fn parse(note: &str) -> Option<Self> {
        if note.chars().any(|c| c < ' ' && c != '\n') {
            return None;
        }
        let (text, lines) = note.rsplit_once("\n\n")?;
        let signatures: Option<Vec<NoteSignature>> =
            lines.strip_suffix('\n')?.split('\n').map(signature).collect();
        Some(Self { text: format!("{text}\n"), signatures: signatures? })
    }

    /// Whether this key signed the text. A line that claims the key and does not hold spoils the note.
    pub fn verify(&self, key: &VerifierKey) -> Result<(), Fault> {
        let claims = |line: &&NoteSignature| line.name == key.name() && line.key_id == key.id();
        let mut claimed = self.signatures.iter().filter(claims).peekable();
        if claimed.peek().is_none() {
            return Err(Fault::NotSigned);
        }
        let holds = claimed.all(|line| key.verify(self.text.as_bytes(), &line.signature));
        if holds { Ok(()) } else { Err(Fault::BadSignature) }
    }
}

fn signature(line: &str) -> Option<NoteSignature> {
    let (name, encoded) = line.strip_prefix(DASH)?.split_once(' ')?;
    let bytes = STANDARD.decode(encoded).ok()?;
    let (key_id, signature) = bytes.split_first_chunk::<4>()?;
    let is_name = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '+');
    (is_name && !signature.is_empty()).then(|| NoteSignature {
        name: name.to_owned(),
        key_id: *key_id,
        signature: signature.to_vec(),
    })
}

/// The checkpoint in a note that this key signed. Signatures of others are passed over.
pub fn open_note(note: &str, key: &VerifierKey) -> Result<Checkpoint, Fault> {
    let note = SignedNote::parse(note).ok_or(Fault::NotANote)?;
    note.verify(key)?;
    Checkpoint::parse(&note.text).ok_or(Fault::NotACheckpoint)
}

impl TlogProof {
    /// The file: head, index, one hash a line, an empty line, the signed checkpoint.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(64 + 45 * self.hashes.len() + self.checkpoint.len());
        text.push_str(PROOF);
        text.push_str("\nindex ");
        text.push_str(&self.index.to_string());
        text.push('\n');
        for hash in &self.hashes {
            STANDARD.encode_string(hash.0, &mut text);
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Reads what [`TlogProof::text`] writes. An `extra` line, which the standard allows, is refused:
    /// this format has none.
    pub fn parse(text: &str) -> Option<Self> {
        let (head, checkpoint) = text.split_once("\n\n")?;
        let mut lines = head.split('\n');
        if lines.next()? != PROOF {
            return None;
        }
        let index = lines.next()?.strip_prefix("index ")?.parse().ok()?;
        let hashes: Option<Vec<Hash>> = lines.map(Hash::from_base64).collect();
        let read = Self { index, hashes: hashes?, checkpoint: checkpoint.to_owned() };
        (read.text() == text).then_some(read)
    }

    /// Whether the leaf of this hash stands where the proof says, under a checkpoint of this key.
    /// Returns that checkpoint.
    pub fn verify(&self, leaf: &Hash, key: &VerifierKey) -> Result<Option<Checkpoint>, Fault> {
        let checkpoint = open_note(&self.checkpoint, key)?;
        let Checkpoint { size, root, .. } = &checkpoint;
        let holds = log::verify_inclusion(leaf, self.index, *size, &self.hashes, root);
        Ok(holds.then_some(checkpoint))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::{Tree, leaf_hash};

    /// The example of Go's `golang.org/x/mod/sumdb/note` package.
    const VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const SECRET: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const NOTE: &str = "If you think cryptography is the answer to your problem,\n\
        then you don't know what your problem is.\n\n\
        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqf\
        qdngotpRZb6KE6RyyBwJnAM=\n";

    fn neumann() -> SigningKey {
        let secret = STANDARD.decode(SECRET).unwrap();
        SigningKey::from_seed("PeterNeumann", secret[1..].try_into().unwrap())
    }

    fn key() -> SigningKey {
        SigningKey::from_seed("hikeshi.invalid/key", [7; 32])
    }

    fn checkpoint() -> Checkpoint {
        let mut tree = Tree::new();
        tree.push(leaf_hash(b"leaf"));
        Checkpoint { origin: "hikeshi.invalid/case/1".to_owned(), size: 1, root: tree.root() }
    }

    #[test]
    fn the_example_of_the_go_package_is_reproduced() {
        let note = SignedNote::parse(NOTE).unwrap();
        let verifier: VerifierKey = VKEY.parse().unwrap();
        assert_eq!(note.verify(&verifier), Ok(()));
        assert_eq!(neumann().verifier(), verifier);
        let line = signature_line(&note.text, &neumann());
        assert_eq!(format!("{}\n{line}", note.text), NOTE);
        assert_eq!(open_note(NOTE, &verifier), Err(Fault::NotACheckpoint));
    }

    #[test]
    fn a_checkpoint_is_three_lines() {
        let text = checkpoint().text();
        let root = checkpoint().root.to_base64();
        assert_eq!(text, format!("hikeshi.invalid/case/1\n1\n{root}\n"));
        assert_eq!(Checkpoint::parse(&text), Some(checkpoint()));
        for broken in [
            text.replace("\n1\n", "\n01\n"),
            text.replace("\n1\n", "\n+1\n"),
            text.replace("hikeshi.invalid/case/1", ""),
            format!("{text}more\n"),
            text.trim_end().to_owned(),
            text.replace('=', ""),
        ] {
            assert_eq!(Checkpoint::parse(&broken), None, "{broken}");
        }
    }

    #[test]
    fn a_signed_checkpoint_opens_with_its_key_only() {
        let note = checkpoint().sign(&key());
        assert_eq!(open_note(&note, &key().verifier()), Ok(checkpoint()));
        let other = SigningKey::from_seed("hikeshi.invalid/key", [8; 32]).verifier();
        assert_eq!(open_note(&note, &other), Err(Fault::NotSigned));
        let renamed = SigningKey::from_seed("hikeshi.invalid/other", [7; 32]).verifier();
        assert_eq!(open_note(&note, &renamed), Err(Fault::NotSigned));
        let forged = note.replacen("\n1\n", "\n2\n", 1);
        assert_eq!(open_note(&forged, &key().verifier()), Err(Fault::BadSignature));
        let twice = format!("{note}{}", signature_line("other text\n", &neumann()));
        assert_eq!(open_note(&twice, &key().verifier()), Ok(checkpoint()));
    }

    #[test]
    fn what_is_no_note_is_refused() {
        let note = checkpoint().sign(&key());
        for broken in [
            note.trim_end().to_owned(),
            note.replace('\u{2014}', "-"),
            note.replace("\n\n", "\n"),
            format!("\t{note}"),
            note.replace(" hikeshi.invalid/key ", " a+b "),
            note.replace(" hikeshi.invalid/key ", "  "),
            format!("{note}\n"),
            String::new(),
        ] {
            assert_eq!(open_note(&broken, &key().verifier()), Err(Fault::NotANote), "{broken}");
        }
    }

    #[test]
    fn a_proof_reads_back_and_holds_for_its_leaf_only() {
        let mut tree = Tree::new();
        let leaves: Vec<Hash> = (0..7_u8).map(|number| leaf_hash(&[number])).collect();
        for leaf in &leaves {
            tree.push(*leaf);
        }
        let state = Checkpoint { origin: "o".to_owned(), size: 7, root: tree.root() };
        let hashes = tree.inclusion(4, 7).unwrap();
        let proof = TlogProof { index: 4, hashes, checkpoint: state.sign(&key()) };
        let text = proof.text();
        assert!(text.starts_with("c2sp.org/tlog-proof@v1\nindex 4\n"));
        assert_eq!(TlogProof::parse(&text), Some(proof.clone()));
        let verifier = key().verifier();
        assert_eq!(proof.verify(&leaves[4], &verifier), Ok(Some(state)));
        assert_eq!(proof.verify(&leaves[5], &verifier), Ok(None));
        for (from, to) in [("@v1", "@v2"), ("index 4", "index 04"), ("index 4\n", "")] {
            assert_eq!(TlogProof::parse(&text.replace(from, to)), None, "{to}");
        }
    }
}
