//! Compiles the cases in `pass` and `fail`, and compares what rustc says of the latter with the files beside them.
//!
//! After a change of the messages, `TRYBUILD=overwrite cargo test -p pouch-ui-tests` writes those files anew:
//! review them like code.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn what_is_right_compiles_and_what_is_wrong_is_explained() {
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    cases.compile_fail("fail/*/*.rs");
}

/// An error of ours points into the user's code, never at the attribute as a whole.
#[test]
fn no_error_originates_in_an_attribute() {
    let files = cases("stderr");
    assert!(!files.is_empty());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        assert!(!text.contains("originates in"), "{}", file.display());
    }
}

/// A case without expected output would be written, not compared.
#[test]
fn every_case_has_its_expected_output() {
    for file in cases("rs") {
        assert!(file.with_extension("stderr").exists(), "{}", file.display());
    }
}

/// The files in `fail/*/` with that extension.
fn cases(extension: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fail");
    let attributes = entries(&folder).into_iter();
    let files = attributes.flat_map(|attribute| entries(&attribute));
    files.filter(|file| file.extension().is_some_and(|found| found == extension)).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}
