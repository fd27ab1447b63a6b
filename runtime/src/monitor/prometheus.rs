//! The metrics in Prometheus' words.

use std::sync::{Arc, OnceLock};

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing::warn;

use super::Board;

/// The upper bounds of the histograms' buckets, in seconds: a commit takes a millisecond or so, a slow handler a minute.
const BUCKETS: [f64; 14] =
    [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 20.0, 60.0];

/// What renders the metrics of this process; none if the program has installed a recorder of its own.
static RENDERER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to record metrics, unless the program has a recorder of its own.
pub(super) fn install() {
    RENDERER.get_or_init(|| {
        let builder = PrometheusBuilder::new();
        let builder = builder.set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS);
        let recorder = builder.map(PrometheusBuilder::build_recorder);
        let installed = recorder.ok().and_then(|recorder| {
            let handle = recorder.handle();
            metrics::set_global_recorder(recorder).ok().map(|()| handle)
        });
        if installed.is_none() {
            warn!("the program has a metrics recorder of its own, so `/metrics` has nothing; use that one's exporter");
        }
        installed
    });
}

/// Does what has to be done now and then lest what was recorded piles up.
pub(crate) fn tidy() {
    if let Some(Some(renderer)) = RENDERER.get() {
        renderer.run_upkeep();
    }
}

pub(super) async fn metrics(State(board): State<Arc<Board>>) -> Response {
    let Some(Some(renderer)) = RENDERER.get() else {
        return (StatusCode::NOT_FOUND, "the program has a metrics recorder of its own").into_response();
    };
    if let Some((dispatcher, outbox)) =
        board.watched().and_then(|bot| bot.dispatcher.upgrade().zip(bot.outbox.upgrade()))
    {
        let load = outbox.load();
        crate::metrics::note_load(dispatcher.window.pending(), load.replies, load.oldest);
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], renderer.render()).into_response()
}
