//! A test that dependencies point one way, read from the `use` lines of the sources.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// From the bottom to the top: a module uses those before it in this list, and none behind it.
const LAYERS: [&str; 43] = [
    "backoff",
    "clock",
    "log",
    "stop",
    "until",
    "serve",
    "health",
    "metrics",
    "text",
    "upload",
    "store",
    "chats",
    "error",
    "update",
    "migrations",
    "data",
    "failure",
    "zone",
    "timer",
    "args",
    "choice",
    "button",
    "params",
    "filter",
    "filters",
    "reply",
    "handler",
    "guards",
    "survey",
    "router",
    "telegram",
    "dispatch",
    "access",
    "outbox",
    "poller",
    "webhook",
    "monitor",
    "settings",
    "app",
    "cli",
    "round",
    "playground",
    "testing",
];

/// A way up: `App::run` hands over to the playground, which runs the app then.
const EXCEPTIONS: [(&str, &str); 1] = [("app", "playground")];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// The code of a layer, without its comments.
fn code(layer: &str) -> String {
    let folder = root().join(layer);
    let mut files = vec![root().join(format!("{layer}.rs"))];
    if folder.is_dir() {
        files.extend(sources(&folder));
    }
    let text: String = files.into_iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn no_layer_uses_one_above_it() {
    for (position, layer) in LAYERS.iter().enumerate() {
        let code = code(layer);
        assert!(!code.contains("use crate::{"), "`{layer}`: write one `use` for each module");
        for above in &LAYERS[position + 1..] {
            let is_used = [":", ";"].iter().any(|end| code.contains(&format!("crate::{above}{end}")));
            assert!(!is_used || EXCEPTIONS.contains(&(layer, above)), "`{layer}` uses `{above}`");
        }
    }
}

#[test]
fn every_module_has_its_layer() {
    let front = std::fs::read_to_string(root().join("lib.rs")).unwrap();
    let declared = front.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod "));
    let modules: BTreeSet<&str> = declared.map(|name| name.trim_end_matches(';')).collect();
    // Two lists of what others declare, and this test.
    let free = BTreeSet::from(["__private", "layers", "prelude"]);
    assert_eq!(modules.difference(&free).copied().collect::<BTreeSet<_>>(), BTreeSet::from(LAYERS));
}
