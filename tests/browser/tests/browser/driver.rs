//! Chromium and its driver, as programs.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::ClientBuilder;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

/// Long enough for anything that should happen, also on a machine with much else to do.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// Browsers are large: two at a time.
static TURNS: Semaphore = Semaphore::const_new(2);

/// A browser without a window. Dropped, it ends.
pub(crate) struct Driver {
    pub(crate) client: fantoccini::Client,
    _turn: SemaphorePermit<'static>,
    _program: Child,
    _profile: TempDir,
}

/// A program in one of the folders of `PATH`.
fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}

/// The browser and its driver, if this machine has them.
fn programs() -> Option<(PathBuf, PathBuf)> {
    let browser = find(&["chromium", "chromium-browser", "google-chrome"]);
    let found = browser.zip(find(&["chromedriver"]));
    if found.is_none() {
        let advice = "no Chromium or no chromedriver in PATH: install them, on Debian with \
                      `apt-get install chromium chromium-driver`";
        assert!(std::env::var_os("CI").is_none(), "{advice}");
        eprintln!("SKIPPED, the page was not tested: {advice}");
    }
    found
}

impl Driver {
    /// Starts a browser; `None` if there is none.
    pub(crate) async fn start() -> Option<Self> {
        let (browser, driver) = programs()?;
        let turn = TURNS.acquire().await.unwrap();
        let mut driver =
            Command::new(driver).arg("--port=0").stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let port = timeout(PATIENCE, port(&mut driver)).await.expect("chromedriver does not start");
        let profile = tempfile::tempdir().unwrap();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities(&browser, &profile));
        let client = builder.connect(&format!("http://127.0.0.1:{port}")).await.unwrap();
        Some(Self { client, _turn: turn, _program: driver, _profile: profile })
    }
}

/// The port that the driver says it listens on.
async fn port(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        let Some((_, rest)) = line.split_once("successfully on port ") else { continue };
        // Its later words are nobody's, but must not fill the pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        return rest.trim_end_matches('.').parse().unwrap();
    }
    panic!("chromedriver ended without a word about its port")
}

fn capabilities(browser: &std::path::Path, profile: &TempDir) -> Map<String, Value> {
    let profile = format!("--user-data-dir={}", profile.path().display());
    // Root, as in containers, can't have Chromium's own sandbox; only our page is opened in here.
    let arguments = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--lang=en-US",
        &profile,
    ];
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": { "binary": browser, "args": arguments },
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    capabilities.as_object().unwrap().clone()
}
