//! What can be wrong between surveys and the handlers of their answers.

use super::super::route::{Route, Trigger};
use super::Listed;
use crate::text::{Text, equal};

/// A survey whose answers nobody takes, or a handler for one that is never asked.
#[track_caller]
pub(super) const fn check_whole(route: &Route, listed: &[Listed]) {
    let mut index = 0;
    while index < listed.len() {
        match (&route.trigger, &listed[index].route.trigger) {
            // What is missing may be that.
            (_, Trigger::Broken) => return,
            (Trigger::Survey { path, .. }, Trigger::SurveyDone(done)) if equal(path, done) => return,
            (Trigger::SurveyDone(done), Trigger::Survey { path, .. }) if equal(path, done) => return,
            _ => {}
        }
        index += 1;
    }
    match &route.trigger {
        Trigger::Survey { path, .. } => {
            let text = Text::new().with(&["nobody takes the answers to `", path, "`"]).with(&[
                "\n= help: list a function with `#[survey_done]` that takes `",
                name_of(path),
                "` by value",
            ]);
            panic!("{}", text.as_str());
        }
        Trigger::SurveyDone(path) => {
            let text = Text::new()
                .with(&["`", route.function, "` can never run: `", path, "` is not in the list"])
                .with(&["\n= help: list `", name_of(path), "`, too"]);
            panic!("{}", text.as_str());
        }
        _ => {}
    }
}

/// Two handlers for the answers to one survey, or one survey listed twice.
#[track_caller]
pub(super) const fn check_pair(earlier: &Route, later: &Route) {
    if let (Trigger::SurveyDone(one), Trigger::SurveyDone(other)) = (&earlier.trigger, &later.trigger)
        && equal(one, other)
    {
        let text = Text::new()
            .with(&["the answers to `", one, "` are taken twice: by `", earlier.function, "` and by `"])
            .with(&[later.function, "`\n= help: do both in one function"]);
        panic!("{}", text.as_str());
    }
}

/// The last part of a path.
const fn name_of(path: &str) -> &str {
    let bytes = path.as_bytes();
    let mut start = bytes.len();
    while start > 0 && bytes[start - 1] != b':' {
        start -= 1;
    }
    path.split_at(start).1
}
