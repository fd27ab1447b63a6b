//! Refuses what does not come from this machine's own programs.

use std::net::IpAddr;

use axum::{
    extract::Request,
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};

use super::answer::refuse;
use crate::refusal::Refusal;

/// Lets a request pass whose `Host` is loopback, whose `Origin`, if any, is this server, and which no browser sends
/// for another site.
///
/// Otherwise a web page could reach the server through the user's browser: by its address, by a name that
/// the page's owner lets point to 127.0.0.1 (DNS rebinding), or by the address of an image.
pub(super) async fn local_only(request: Request, next: Next) -> Response {
    match check(&request) {
        Ok(()) => next.run(request).await,
        Err(reason) => refuse(&Refusal::forbidden(reason)),
    }
}

fn check(request: &Request) -> Result<(), &'static str> {
    let headers = request.headers();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !is_loopback(host) {
        return Err("the Host header does not name this machine");
    }
    match headers.get(header::ORIGIN) {
        Some(origin) if origin.as_bytes() != format!("http://{host}").as_bytes() => {
            Err("the Origin header names another site")
        }
        _ if is_foreign(headers) && !is_link_to_page(request) => {
            Err("the browser sends this for a page of another site")
        }
        _ => Ok(()),
    }
}

/// Whether a browser says that another site's page made the request. Programs that are no browsers say nothing.
fn is_foreign(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none")
}

/// Whether somebody followed a link to the page, which does nothing by being opened.
fn is_link_to_page(request: &Request) -> bool {
    let headers = request.headers();
    let has = |name: &str, value: &str| headers.get(name).is_some_and(|given| given == value);
    request.uri().path() == "/" && has("sec-fetch-mode", "navigate") && has("sec-fetch-dest", "document")
}

/// Whether `host` or `host:port` is `localhost` or a loopback address.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost")
        || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_names_of_this_machine_are_loopback() {
        for host in ["127.0.0.1:80", "127.0.0.1", "localhost:5000", "LOCALHOST", "[::1]:1"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in ["", "evil.example", "127.0.0.1.evil.example:80", "10.0.0.1:80", "localhost.evil"] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
