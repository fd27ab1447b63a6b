//! Pages of other sites get nothing, and make nothing happen.

use pouch_emulator::Emulator;
use reqwest::{Client, RequestBuilder, StatusCode};

async fn status(request: RequestBuilder) -> StatusCode {
    request.send().await.unwrap().status()
}

#[tokio::test]
async fn a_form_of_another_site_can_change_nothing() {
    let emulator = Emulator::start().await.unwrap();
    let url = format!("{}/control/people", emulator.api_url());
    let body = r#"{"first_name":"Mallory"}"#;
    let post = || Client::new().post(&url).body(body);
    // What a browser lets any page send without asking.
    for media_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"] {
        let simple = post().header("content-type", media_type);
        assert_eq!(status(simple).await, StatusCode::UNSUPPORTED_MEDIA_TYPE, "{media_type}");
    }
    assert_eq!(status(post()).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let json = || post().header("content-type", "application/json");
    let foreign = json().header("origin", "http://evil.example");
    assert_eq!(status(foreign).await, StatusCode::FORBIDDEN);
    let sandboxed = json().header("origin", "null");
    assert_eq!(status(sandboxed).await, StatusCode::FORBIDDEN);
    let rebound = json().header("host", "evil.example");
    assert_eq!(status(rebound).await, StatusCode::FORBIDDEN);
    assert_eq!(status(json()).await, StatusCode::OK);
    assert!(emulator.messages(1002).is_empty());
}

#[tokio::test]
async fn an_image_of_another_site_reaches_neither_the_bot_api_nor_the_control_interface() {
    let emulator = Emulator::start().await.unwrap();
    let ann = emulator.user("Ann");
    let api = format!("{}/bot{}", emulator.api_url(), emulator.token());
    let call = format!("{api}/sendMessage?chat_id={}&text=x", ann.id());
    for url in [call, format!("{}/control/state", emulator.api_url())] {
        for site in ["cross-site", "same-site"] {
            let image =
                Client::new().get(&url).header("sec-fetch-site", site).header("sec-fetch-dest", "image");
            assert_eq!(status(image).await, StatusCode::FORBIDDEN, "{url}");
        }
    }
    assert!(emulator.replies(ann.id()).is_empty());
}

#[tokio::test]
async fn no_other_site_may_read_or_frame_an_answer() {
    let emulator = Emulator::start().await.unwrap();
    let answer = reqwest::get(format!("{}/control/state", emulator.api_url())).await.unwrap();
    let header = |name: &str| answer.headers()[name].to_str().unwrap();
    assert!(answer.headers().get("access-control-allow-origin").is_none());
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin");
    assert!(header("content-security-policy").contains("default-src 'none'"));
    assert!(header("content-security-policy").contains("frame-ancestors 'none'"));
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let emulator = Emulator::start().await.unwrap();
    let url = format!("{}/control/people", emulator.api_url());
    let large =
        Client::new().post(url).header("content-type", "application/json").body(vec![b' '; (1 << 20) + 1]);
    assert_eq!(status(large).await, StatusCode::PAYLOAD_TOO_LARGE);
}
