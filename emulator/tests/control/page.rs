//! The page's files.

use pouch_emulator::Emulator;
use reqwest::Response;

async fn file(emulator: &Emulator, path: &str) -> Response {
    reqwest::get(format!("{}{path}", emulator.api_url())).await.unwrap()
}

/// The addresses below `/page/` that a file names, and the modules that it imports.
fn named(content: &str) -> Vec<String> {
    let quoted: Vec<_> = content.split('"').collect();
    let files = quoted.iter().filter_map(|text| text.strip_prefix("/page/").or(text.strip_prefix("./")));
    files.map(|name| name.split('#').next().unwrap().to_owned()).filter(|name| !name.contains('$')).collect()
}

#[tokio::test]
async fn every_file_that_the_page_names_is_served_with_its_type_and_may_do_nothing_else() {
    let emulator = Emulator::start().await.unwrap();
    let page = file(&emulator, "/").await;
    assert_eq!(page.headers()["content-type"], "text/html; charset=utf-8");
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self';"), "{policy}");
    let mut wanted = named(&page.text().await.unwrap());
    let mut seen = Vec::new();
    while let Some(name) = wanted.pop() {
        if seen.contains(&name) {
            continue;
        }
        let response = file(&emulator, &format!("/page/{name}")).await;
        assert_eq!(response.status(), 200, "{name}");
        let kind = response.headers()["content-type"].to_str().unwrap().to_owned();
        let expected = match name.rsplit_once('.').unwrap().1 {
            "js" => "text/javascript",
            "css" => "text/css",
            _ => "image/svg+xml",
        };
        assert!(kind.starts_with(expected), "{name}: {kind}");
        let content = response.text().await.unwrap();
        assert!(!content.contains("innerHTML"), "{name}");
        wanted.extend(named(&content));
        seen.push(name);
    }
    assert!(seen.len() > 15, "{seen:?}");
}

#[tokio::test]
async fn a_file_that_does_not_exist_is_not_found() {
    let emulator = Emulator::start().await.unwrap();
    for path in ["/page/nothing.js", "/page/..%2fsrc%2flib.rs", "/index.html"] {
        assert_eq!(file(&emulator, path).await.status(), 404, "{path}");
    }
}
