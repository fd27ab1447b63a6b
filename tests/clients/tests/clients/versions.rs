//! README.md says which versions are tried; here it is held to that.

use std::fs;
use std::path::Path;

use crate::install::BOTS;

/// Name and version of every client, from the table in README.md.
fn table() -> Vec<(String, String)> {
    let readme = include_str!("../../README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| [")).map(|row| {
        let name = row.split(']').next().unwrap();
        let version = row.split('|').nth(1).unwrap().trim();
        (name.to_owned(), version.to_owned())
    });
    rows.collect()
}

#[test]
fn the_versions_of_the_readme_are_those_that_are_installed() {
    let read = |file: &str| fs::read_to_string(Path::new(BOTS).join(file)).unwrap();
    let pinned = [read("requirements.txt"), read("package.json"), read("../Cargo.toml")].concat();
    let table = table();
    assert_eq!(table.len(), 7);
    for (name, version) in table {
        let forms = [
            format!("{name}=={version}\n"),
            format!("\"{}\": \"{version}\"", name.to_lowercase()),
            format!("{name} = {{ version = \"={version}\""),
        ];
        assert!(forms.iter().any(|form| pinned.contains(form)), "{name} {version}");
    }
}
