//! A test that dependencies point one way, read from the `use` lines of the sources.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// From the bottom to the top: a module uses those before it in this list, and none behind it.
const LAYERS: [&str; 16] = [
    "store", "error", "update", "data", "failure", "args", "params", "reply", "handler", "router",
    "telegram", "dispatch", "outbox", "poller", "settings", "app",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// The modules that a layer's sources import from this crate.
fn imports(layer: &str) -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folder = root.join(layer);
    let mut files = vec![root.join(format!("{layer}.rs"))];
    if folder.is_dir() {
        files.extend(sources(&folder));
    }
    let text: String = files.into_iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix("use crate::"));
    lines.map(|path| path.split([':', ';']).next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn no_layer_uses_one_above_it() {
    for (position, layer) in LAYERS.iter().enumerate() {
        let imports = imports(layer);
        let above = LAYERS[position + 1..].iter().find(|above| imports.contains(**above));
        assert_eq!(above, None, "`{layer}` uses a layer above it");
    }
}
