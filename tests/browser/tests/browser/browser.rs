//! A person at the page: what they do, and what they see.

use std::fmt;
use std::path::PathBuf;

use fantoccini::Locator;
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::driver::{Driver, PATIENCE};
use crate::playground::Playground;

/// Keys, as the driver calls them.
pub(crate) const ENTER: &str = "\u{e007}";
pub(crate) const TAB: &str = "\u{e004}";
pub(crate) const ESCAPE: &str = "\u{e00c}";
pub(crate) const UP: &str = "\u{e013}";
pub(crate) const DOWN: &str = "\u{e015}";
pub(crate) const RIGHT: &str = "\u{e014}";

/// The page of a playground in a browser.
pub(crate) struct Page {
    driver: Driver,
    _playground: Playground,
}

/// A command that only this browser's driver has.
#[derive(Debug)]
struct Own {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

impl Page {
    /// Opens the playground of a program; `None` if this machine has no browser.
    pub(crate) async fn open(program: &str) -> Option<Self> {
        let driver = Driver::start().await?;
        let playground = Playground::open(program).await;
        let address = playground.page.clone();
        let page = Self { driver, _playground: playground };
        page.resize(1360, 820, false).await;
        page.driver.client.goto(&address).await.unwrap();
        page.sees("#people [aria-checked=true]").await;
        Some(page)
    }

    /// Gives the page another size, as a phone has it or not.
    pub(crate) async fn resize(&self, width: u32, height: u32, is_mobile: bool) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": is_mobile });
        self.chromium("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Makes the system dark or light.
    pub(crate) async fn prefers(&self, scheme: &str) {
        let feature = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.chromium("Emulation.setEmulatedMedia", feature).await;
    }

    async fn chromium(&self, command: &str, parameters: Value) {
        let body = json!({ "cmd": command, "params": parameters });
        self.driver.client.issue_cmd(Own { path: "goog/cdp/execute", body }).await.unwrap();
    }

    /// Waits until there is something, by a CSS selector, and gives it.
    pub(crate) async fn sees(&self, selector: &str) -> Element {
        let wait = self.driver.client.wait().at_most(PATIENCE);
        match wait.for_element(Locator::Css(selector)).await {
            Ok(element) => element,
            Err(error) => panic!("`{selector}` is not there: {error}\n{}", self.text().await),
        }
    }

    /// Waits until something shows this text, by an `XPath` of where it is.
    async fn sees_at(&self, path: &str) -> Element {
        let wait = self.driver.client.wait().at_most(PATIENCE);
        match wait.for_element(Locator::XPath(path)).await {
            Ok(element) => element,
            Err(error) => panic!("`{path}` is not there: {error}\n{}", self.text().await),
        }
    }

    /// Waits until the open chat has a message with this text.
    pub(crate) async fn reads(&self, text: &str) -> Element {
        let text = Quoted(text);
        self.sees_at(&format!("//*[@id='log']//*[contains(@class,'text')][normalize-space()={text}]")).await
    }

    /// Waits until there is this text somewhere in a part of the page.
    pub(crate) async fn reads_in(&self, id: &str, text: &str) -> Element {
        self.sees_at(&format!(
            "//*[@id='{id}']/descendant-or-self::*[contains(normalize-space(),{})]",
            Quoted(text)
        ))
        .await
    }

    /// How many of these there are now.
    pub(crate) async fn count(&self, selector: &str) -> usize {
        self.driver.client.find_all(Locator::Css(selector)).await.unwrap().len()
    }

    /// Clicks something, by a CSS selector.
    pub(crate) async fn clicks(&self, selector: &str) {
        self.sees(selector).await.click().await.unwrap();
    }

    /// Clicks the button with this label.
    pub(crate) async fn presses(&self, label: &str) {
        let label = Quoted(label);
        loop {
            let button = self.sees_at(&format!("//button[normalize-space()={label}]")).await;
            match button.click().await {
                // An edit of its message has put a new one in its place.
                Err(error) if error.is_stale_element_reference() => (),
                clicked => return clicked.unwrap(),
            }
        }
    }

    /// Waits until there is a button with this label.
    pub(crate) async fn sees_button(&self, label: &str) {
        self.sees_at(&format!("//button[normalize-space()={}]", Quoted(label))).await;
    }

    /// Chooses one of the options of a field, by the field's CSS selector and the option's value.
    pub(crate) async fn chooses(&self, selector: &str, value: &str) {
        self.sees(selector).await.select_by_value(value).await.unwrap();
    }

    /// Fills in a field of the dialog that is open.
    pub(crate) async fn fills_in(&self, name: &str, text: &str) {
        let field = self.sees(&format!("dialog form:not(.wide) [name={name}]")).await;
        field.send_keys(text).await.unwrap();
    }

    /// Chooses files of this machine for a message.
    pub(crate) async fn attaches(&self, files: &[PathBuf]) {
        let paths: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
        self.sees_hidden("#file").await.send_keys(&paths.join("\n")).await.unwrap();
    }

    async fn sees_hidden(&self, selector: &str) -> Element {
        self.driver.client.find(Locator::Css(selector)).await.unwrap()
    }

    /// What a script says about the page.
    pub(crate) async fn evaluates(&self, script: &str) -> Value {
        self.driver.client.execute(&format!("return {script}"), Vec::new()).await.unwrap()
    }

    /// Types into whatever has the focus.
    pub(crate) async fn types(&self, keys: &str) {
        let strokes =
            keys.chars().flat_map(|key| [KeyAction::Down { value: key }, KeyAction::Up { value: key }]);
        let actions = strokes.fold(KeyActions::new("keyboard".to_owned()), InputSource::then);
        self.driver.client.perform_actions(actions).await.unwrap();
    }

    /// Writes a message in the open chat and sends it.
    pub(crate) async fn says(&self, text: &str) {
        let draft = self.sees("#draft").await;
        draft.send_keys(text).await.unwrap();
        draft.send_keys(ENTER).await.unwrap();
    }

    /// Sends a message to the bot, and reads the answer: the next message of others.
    pub(crate) async fn asks(&self, text: &str) -> String {
        let before = self.count("#log .theirs").await;
        self.says(text).await;
        let answer = format!("(//*[@id='log']//article[contains(@class,'theirs')])[{}]", before + 1);
        let text = self.sees_at(&format!("{answer}//*[contains(@class,'text')]")).await;
        // In contrast to what the driver calls its text, this is there before the message has faded in.
        text.prop("textContent").await.unwrap().unwrap()
    }

    /// Adds a person, who speaks from then on.
    pub(crate) async fn adds_person(&self, name: &str) {
        self.clicks("#people .add").await;
        self.types(&format!("{name}{ENTER}")).await;
        self.sees_at(&format!("//*[@role='radio'][@aria-checked='true'][contains(.,{})]", Quoted(name)))
            .await;
    }

    /// Lets another person speak.
    pub(crate) async fn speaks_as(&self, name: &str) {
        let chip = self.sees_at(&format!("//*[@role='radio'][contains(.,{})]", Quoted(name))).await;
        chip.click().await.unwrap();
    }

    /// Makes a basic group, and opens it.
    pub(crate) async fn makes_group(&self, title: &str) {
        self.makes_chat("group", title).await;
    }

    /// Makes a chat of a kind, and opens it.
    pub(crate) async fn makes_chat(&self, kind: &str, title: &str) {
        self.clicks("#new-chat").await;
        self.chooses("dialog select[name=type]", kind).await;
        let field = self.sees("dialog input[name=title]").await;
        field.send_keys(&format!("{title}{ENTER}")).await.unwrap();
        self.reads_in("conversation", title).await;
    }

    /// Everything that can be read on the page.
    pub(crate) async fn text(&self) -> String {
        self.sees_body().await.text().await.unwrap()
    }

    async fn sees_body(&self) -> Element {
        self.driver.client.find(Locator::Css("body")).await.unwrap()
    }

    /// How wide everything on the page is together; more than the window if it can be scrolled sideways.
    pub(crate) async fn width(&self) -> i64 {
        self.evaluates("document.documentElement.scrollWidth").await.as_i64().unwrap()
    }

    /// Whether something is there and can be seen.
    pub(crate) async fn shows(&self, selector: &str) -> bool {
        match self.driver.client.find(Locator::Css(selector)).await {
            Ok(element) => element.is_displayed().await.unwrap(),
            Err(_) => false,
        }
    }

    /// Keeps a picture of the page in cargo's target folder.
    pub(crate) async fn keeps_picture(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("page");
        std::fs::create_dir_all(&folder).unwrap();
        let picture = self.driver.client.screenshot().await.unwrap();
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }

    /// Closes the page, which must not have complained: about its script, or about what the policy forbids. That the
    /// emulator refused what can't be done is no complaint of the page, which tells the person.
    pub(crate) async fn closes(self) {
        let log = Own { path: "se/log", body: json!({ "type": "browser" }) };
        let entries = self.driver.client.issue_cmd(log).await.unwrap();
        let is_complaint = |entry: &&Value| !entry["message"].to_string().contains("409 (Conflict)");
        let complaints: Vec<_> = entries.as_array().unwrap().iter().filter(is_complaint).collect();
        assert_eq!(complaints, Vec::<&Value>::new(), "the browser's console");
        self.driver.client.clone().close().await.unwrap();
    }
}

/// A text as an `XPath` literal.
struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        assert!(!self.0.contains('"'), "XPath has no escapes");
        write!(f, "\"{}\"", self.0)
    }
}
