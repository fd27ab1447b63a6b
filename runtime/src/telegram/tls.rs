//! How connections are made: with the TLS that the features choose, or without any.

use hyper_util::client::legacy::connect::HttpConnector;

#[cfg(feature = "native-tls")]
pub(super) type Connector = hyper_tls::HttpsConnector<HttpConnector>;
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
pub(super) type Connector = hyper_rustls::HttpsConnector<HttpConnector>;
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(super) type Connector = HttpConnector;

/// A connector for addresses of that scheme; `None` without what it needs.
#[cfg(feature = "native-tls")]
pub(super) fn connector(http: HttpConnector, _: &str) -> Option<Connector> {
    let tls = native_tls::TlsConnector::new().ok()?;
    Some((http, tls.into()).into())
}

/// A connector for addresses of that scheme; `None` without what it needs.
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
pub(super) fn connector(http: HttpConnector, _: &str) -> Option<Connector> {
    use rustls::crypto::{CryptoProvider, ring};

    let chosen = CryptoProvider::get_default().map(|provider| (**provider).clone());
    let provider = chosen.unwrap_or_else(ring::default_provider);
    let builder = hyper_rustls::HttpsConnectorBuilder::new().with_provider_and_webpki_roots(provider).ok()?;
    Some(builder.https_or_http().enable_http1().wrap_connector(http))
}

/// A connector for addresses of that scheme; `None` without what it needs.
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
pub(super) fn connector(http: HttpConnector, scheme: &str) -> Option<Connector> {
    (scheme == "http").then_some(http)
}
