//! Installing clients that are not written in Rust: once, into a folder below `target/tmp`.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use tokio::process::Command;

use crate::program::Program;

/// The folder of the bots.
pub(crate) const BOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/bots");

/// An interpreter with all clients of its language.
pub(crate) struct Python(PathBuf);

/// The same for JavaScript.
pub(crate) struct Node(PathBuf);

/// A step failed: what it was, and what it printed.
struct Failure(String);

impl Python {
    /// Installs the clients if they are not. `None`, and a line that says so, without Python or network.
    pub(crate) async fn get() -> Option<Self> {
        let files = ["requirements.txt"];
        let folder = installed("python", &files, "python3, python3-venv and a way to PyPI", async |folder| {
            run(Command::new("python3").args(["-m", "venv"]).arg(folder)).await?;
            let pip = folder.join("bin/pip");
            run(Command::new(pip).args(["install", "--no-deps", "-r"]).arg(folder.join(files[0]))).await
        });
        folder.await.map(Self)
    }

    pub(crate) fn bot(&self, script: &str) -> Program {
        Program::with_script(self.0.join("bin/python"), Path::new(BOTS).join(script))
    }
}

impl Node {
    /// Installs the clients if they are not. `None`, and a line that says so, without Node.js or network.
    pub(crate) async fn get() -> Option<Self> {
        // The scripts, too: modules are looked up from where a script lies.
        let files = ["package.json", "package-lock.json", "grammy.js", "telegraf.js"];
        let folder =
            installed("node", &files, "nodejs (18 or later), npm and a way to npmjs.org", async |folder| {
                run(Command::new("node").args(["--input-type=module", "--eval", "await fetch('data:,')"]))
                    .await?;
                run(Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--prefix"]).arg(folder)).await
            });
        folder.await.map(Self)
    }

    pub(crate) fn bot(&self, script: &str) -> Program {
        Program::with_script("node", self.0.join(script))
    }
}

/// The folder that `install` has filled, with copies of `files` in it. Other tests and other processes wait
/// until it is whole; it is made anew when a file has changed.
async fn installed(
    name: &str,
    files: &[&str],
    needed: &str,
    install: impl AsyncFnOnce(&Path) -> Result<(), Failure>,
) -> Option<PathBuf> {
    let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients");
    fs::create_dir_all(&all).unwrap();
    let lock = File::create(all.join(format!("{name}.lock"))).unwrap();
    let lock = tokio::task::spawn_blocking(move || lock.lock().map(|()| lock)).await.unwrap().unwrap();
    let folder = all.join(name);
    let stamp = stamp(files);
    if fs::read_to_string(folder.join("stamp")).is_ok_and(|found| found == stamp) {
        return Some(folder);
    }
    start_anew(&folder, files);
    let outcome = install(&folder).await.map(|()| fs::write(folder.join("stamp"), stamp).unwrap());
    drop(lock);
    match outcome {
        Ok(()) => Some(folder),
        Err(failure) => skip(&failure, needed),
    }
}

/// Everything that the folder depends on.
fn stamp(files: &[&str]) -> String {
    let contents = files.iter().map(|file| fs::read_to_string(Path::new(BOTS).join(file)).unwrap());
    format!("{BOTS}\n{}", contents.collect::<String>())
}

fn start_anew(folder: &Path, files: &[&str]) {
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    fs::create_dir(folder).unwrap();
    for file in files {
        fs::copy(Path::new(BOTS).join(file), folder.join(file)).unwrap();
    }
}

/// In CI, a client that can't be installed fails the test. Elsewhere the test ends here, and says so even
/// though its output is captured.
fn skip<T>(Failure(failure): &Failure, needed: &str) -> Option<T> {
    let test = std::thread::current().name().unwrap_or_default().to_owned();
    let help = format!("the clients could not be installed; this needs {needed}\n{failure}");
    assert!(std::env::var_os("CI").is_none(), "{help}");
    std::io::stderr().write_all(format!("SKIPPED {test}: {help}\n").as_bytes()).unwrap();
    None
}

/// Runs a command to its end.
async fn run(command: &mut Command) -> Result<(), Failure> {
    let shown = format!("{:?}", command.as_std());
    let output = command.output().await.map_err(|error| Failure(format!("{shown}: {error}")))?;
    if output.status.success() {
        return Ok(());
    }
    let printed = [output.stdout, output.stderr].concat();
    Err(Failure(format!("{shown}: {}\n{}", output.status, String::from_utf8_lossy(&printed))))
}
