//! The HTTP client for everything that a bot says to the Bot API.

use std::time::Duration;

use hyper::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use reqwest::redirect::Policy;
use reqwest::{Client, Proxy, Url};

/// How long making a connection may take.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Longer than any long poll, for the calls that handlers make themselves; each of ours has its own limit.
const CALL_TIMEOUT: Duration = Duration::from_secs(90);

/// How long nothing may come on a connection before the system asks whether the server is still there.
pub(super) const KEEPALIVE: Duration = Duration::from_mins(1);

/// One client, with one pool of connections, for a server; through that proxy, if there is one.
///
/// # Errors
/// If the proxy's address can't be used, or the system offers no TLS.
pub(crate) fn client(server: &Url, proxy: Option<&str>) -> reqwest::Result<Client> {
    let builder = Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(CALL_TIMEOUT)
        // A redirect can lead anywhere, with the token in its path, and turns a call into one without parameters.
        .redirect(Policy::none())
        .tcp_nodelay(true)
        .tcp_keepalive(KEEPALIVE);
    let builder = match proxy {
        Some(proxy) => builder.proxy(Proxy::all(proxy)?),
        // The system's proxy leads out of this machine.
        None if is_on_this_machine(server) => builder.no_proxy(),
        None => builder,
    };
    builder.build()
}

/// Whether the system, or the environment, says that calls to this server go through a proxy.
pub(super) fn has_system_proxy(server: &Url) -> bool {
    let address = server.as_str().parse();
    let intercept = |address| Matcher::from_system().intercept(&address);
    !is_on_this_machine(server) && address.is_ok_and(|address: Uri| intercept(address).is_some())
}

fn is_on_this_machine(server: &Url) -> bool {
    let host = server.host_str().unwrap_or_default();
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_addresses_are_on_this_machine() {
        let is_here = |url: &str| is_on_this_machine(&Url::parse(url).unwrap());
        assert!(is_here("http://localhost:1") && is_here("http://127.0.0.1:1") && is_here("http://[::1]:1"));
        assert!(!is_here("https://api.telegram.org") && !is_here("http://10.0.0.1"));
    }
}
