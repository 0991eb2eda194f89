use super::*;

/// The definition of RFC 6962 §2.1, word by word.
fn by_the_book(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash(Sha256::digest([]).into()),
        [only] => *only,
        _ => {
            let (left, right) =
                leaves.split_at(usize::try_from(split(leaves.len() as u64)).unwrap());
            node_hash(&by_the_book(left), &by_the_book(right))
        }
    }
}

fn numbered(count: u32) -> (Vec<Hash>, Tree) {
    let leaves: Vec<Hash> = (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect();
    let mut tree = Tree::new();
    for leaf in &leaves {
        tree.push(*leaf);
    }
    (leaves, tree)
}

/// The reference inputs and roots of the Certificate Transparency project
/// (`merkletree/merkle_verifier_test.cc`).
#[test]
fn the_reference_tree_of_certificate_transparency_comes_out() {
    let leaves: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let roots = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut tree = Tree::new();
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(tree.root().to_string(), empty);
    for (leaf, root) in leaves.iter().zip(roots) {
        tree.push(leaf_hash(leaf));
        assert_eq!(tree.root().to_string(), root);
    }
}

#[test]
fn the_tree_is_the_one_the_standard_defines() {
    let (leaves, tree) = numbered(130);
    for size in 0..=130 {
        let expected = by_the_book(&leaves[..size]);
        assert_eq!(tree.root_at(size as u64), Some(expected), "{size}");
    }
    assert_eq!((tree.root_at(131), tree.leaf(130)), (None, None));
}

#[test]
fn every_inclusion_is_proven_and_nothing_else() {
    let (leaves, tree) = numbered(64);
    for size in 1..=64 {
        let root = tree.root_at(size).unwrap();
        for index in 0..size {
            let leaf = leaves[usize::try_from(index).unwrap()];
            let proof = tree.inclusion(index, size).unwrap();
            assert!(verify_inclusion(&leaf, index, size, &proof, &root));
            assert!(!verify_inclusion(&root, index, size, &proof, &root) || size == 1);
            assert!(!verify_inclusion(&leaf, size, size, &proof, &root));
            assert!(!verify_inclusion(&leaf, index ^ 1, size, &proof, &root));
            let longer = [proof.as_slice(), &[leaf]].concat();
            assert!(!verify_inclusion(&leaf, index, size, &longer, &root));
            if let Some((_, shorter)) = proof.split_last() {
                assert!(!verify_inclusion(&leaf, index, size, shorter, &root));
            }
        }
        assert_eq!(tree.inclusion(size, size), None);
    }
    assert_eq!(tree.inclusion(0, 65), None);
}

#[test]
fn every_consistency_is_proven_and_nothing_else() {
    let (_, tree) = numbered(64);
    let other = leaf_hash(b"other");
    for new in 0..=64 {
        let new_root = tree.root_at(new).unwrap();
        for old in 0..=new {
            let old_root = tree.root_at(old).unwrap();
            let proof = tree.consistency(old, new).unwrap();
            let holds = |old_root, new_root, proof: &[Hash]| {
                verify_consistency((old, old_root), (new, new_root), proof)
            };
            assert!(holds(&old_root, &new_root, &proof), "{old} {new}");
            assert!(!holds(&other, &new_root, &proof));
            if old > 0 {
                assert!(!holds(&old_root, &other, &proof));
            }
            let longer = [proof.as_slice(), &[other]].concat();
            assert!(!holds(&old_root, &new_root, &longer));
            if let Some((_, shorter)) = proof.split_last() {
                assert!(!holds(&old_root, &new_root, shorter));
            }
            if old < new {
                assert!(!verify_consistency((new, &new_root), (old, &old_root), &proof));
            }
        }
    }
    assert_eq!((tree.consistency(2, 1), tree.consistency(1, 65)), (None, None));
}

#[test]
fn leaves_taken_off_leave_the_older_tree() {
    for size in 0..=33 {
        let (_, mut tree) = numbered(33);
        let root = tree.root_at(size).unwrap();
        tree.truncate(size);
        assert_eq!((tree.size(), tree.root()), (size, root));
        let more = leaf_hash(b"more");
        tree.push(more);
        assert_eq!(tree.leaf(size), Some(more));
    }
}

#[test]
fn hashes_read_back_and_only_in_one_spelling() {
    let hash = leaf_hash(b"x");
    assert_eq!(Hash::from_hex(&hash.to_string()), Some(hash));
    assert_eq!(Hash::from_base64(&hash.to_base64()), Some(hash));
    assert_eq!(Hash::from_hex(&hash.to_string().to_uppercase()), None);
    assert_eq!(Hash::from_hex(&"+1".repeat(32)), None);
    assert_eq!(Hash::from_base64(hash.to_base64().trim_end_matches('=')), None);
    assert_eq!(Hash::from_base64("AAAA"), None);
}
