//! What came of a survey, for its owner.

mod export;
#[cfg(feature = "pictures")]
mod picture;
mod summary;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub use export::ExportError;
pub use summary::{QuestionSummary, Summary};

use super::memory::{Entry, Memory};
use super::preferences::{Preferences, language};
use super::question::Survey;
use super::run::Runs;
use crate::data::{Listed, RecordError};
use crate::failure::Failure;
use crate::params::{Answers, Borrow, Call, Lend, Need, Services};
use crate::store::Owner;

/// What came of a survey with the option `results`: borrowed by a handler, or made by
/// [`DataStore::results`](crate::DataStore::results).
///
/// ```no_run
/// use pouch::prelude::*;
/// use pouch::survey::Results;
///
/// /// Sign up
/// #[derive(Survey)]
/// #[survey("signup", results)]
/// struct Signup {
///     #[ask("Your name?")]
///     name: String,
///     #[ask("How do you like it?")]
///     stars: Rating<5>,
/// }
///
/// #[survey_done]
/// fn signed_up(signup: Signup) -> String {
///     format!("Thank you, {}!", signup.name)
/// }
///
/// /// Counts, averages, and where people gave up
/// #[command("results", hidden)]
/// async fn results(results: &Results<Signup>) -> Result<String, RecordError> {
///     Ok(results.summary().await?.to_string())
/// }
///
/// # use pouch::RecordError;
/// let app = App::new(handlers![Signup, signed_up, results]);
/// ```
///
/// Everybody can send a command: let the handler look at who does.
pub struct Results<S> {
    services: Arc<Services>,
    language: &'static str,
    survey: PhantomData<fn() -> S>,
}

/// The answers that one person gave one time.
pub struct Response<S> {
    /// The person's id, or that of a chat that speaks as a person.
    pub user: i64,
    /// Where it was.
    pub chat: i64,
    /// When the last answer was given, to the second.
    pub at: SystemTime,
    /// The survey's version at that time.
    pub version: u32,
    answers: Answers,
    survey: PhantomData<fn() -> S>,
}

/// The answers of all people, in an order of the store's own; made by [`Results::responses`].
pub struct Responses<S> {
    listed: Listed<Memory>,
    services: Arc<Services>,
    /// Those of the person who was read last, the latest first.
    ready: Vec<Response<S>>,
}

impl<S: Survey> Results<S> {
    pub(crate) fn new(services: Arc<Services>) -> Self {
        let language = language(S::SPEC.languages, None, None);
        Results { services, language, survey: PhantomData }
    }

    /// With summaries and pictures in another of the survey's languages. A handler that borrows `&Results` has them in that
    /// of the person; without this, those of `DataStore::results` are in the first one.
    #[must_use]
    pub fn in_language(self, wanted: &str) -> Self {
        Results { language: language(S::SPEC.languages, Some(wanted), None), ..self }
    }

    /// All answers, one after the other: few are in memory at a time.
    pub fn responses(&self) -> Responses<S> {
        let listed = self.services.records.listed();
        Responses { listed, services: Arc::clone(&self.services), ready: Vec::new() }
    }

    /// Counts, averages, and where people gave up.
    ///
    /// # Errors
    /// If the store can't be read.
    pub async fn summary(&self) -> Result<Summary, RecordError> {
        let mut summary = Summary::new(S::SPEC, self.language);
        let mut people = self.services.records.listed::<Memory>();
        while let Some((_, memory)) = people.next(&self.services.records).await? {
            memory.entries(S::SPEC.name).iter().for_each(|entry| summary.count(entry));
        }
        let mut open = self.services.records.listed::<Runs>();
        while let Some((_, mut runs)) = open.next(&self.services.records).await? {
            summary.count_open(&mut runs);
        }
        Ok(summary)
    }
}

impl<S: Survey> Responses<S> {
    /// The next answers; `None` behind the last ones.
    ///
    /// # Errors
    /// If the store can't be read.
    pub async fn next(&mut self) -> Result<Option<Response<S>>, RecordError> {
        while self.ready.is_empty() {
            let Some((owner, memory)) = self.listed.next(&self.services.records).await? else {
                return Ok(None);
            };
            let finished = memory.entries(S::SPEC.name).iter().filter(|entry| entry.left_at.is_none());
            self.ready = finished.rev().map(|entry| Response::new(owner.id, entry)).collect();
        }
        Ok(self.ready.pop())
    }
}

impl<S: Survey> Response<S> {
    fn new(user: i64, entry: &Entry) -> Self {
        let since = Duration::from_secs(u64::try_from(entry.at).unwrap_or_default());
        let (at, answers) = (UNIX_EPOCH + since, entry.answers.clone());
        Response { user, chat: entry.chat, at, version: entry.version, answers, survey: PhantomData }
    }

    /// The struct that the answers make; `None` if they were given to another version, and don't any more.
    pub fn survey(&self) -> Option<S>
    where
        S: 'static,
    {
        (S::SPEC.build)(&self.answers)?.downcast().ok().map(|survey| *survey)
    }
}

impl<S: Survey + 'static> Lend for Results<S> {
    type Guard<'a> = Box<Results<S>>;

    const BORROW: Borrow = Borrow::of(Need::Always);

    async fn lend_optional(call: &Call) -> Result<Option<Box<Results<S>>>, Failure> {
        let results = Results::new(Arc::clone(&call.services));
        if S::SPEC.languages.len() < 2 {
            return Ok(Some(Box::new(results)));
        }
        // Only looked at: nothing waits for who changes it meanwhile.
        let chosen = match call.incoming.facts.user_owner() {
            Some(person) => {
                let preferences = call.services.records.shared_outside::<Preferences>(Owner::new(person));
                preferences.await?.language().map(str::to_owned)
            }
            None => None,
        };
        let telegram = call.incoming.user().and_then(|user| user.language_code);
        let language = language(S::SPEC.languages, chosen.as_deref(), telegram.as_deref());
        Ok(Some(Box::new(Results { language, ..results })))
    }
}

impl<S> fmt::Debug for Results<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Results").finish_non_exhaustive()
    }
}

impl<S> fmt::Debug for Responses<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Responses").finish_non_exhaustive()
    }
}

impl<S> fmt::Debug for Response<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Response { user, chat, at, version, answers, .. } = self;
        let mut fields = f.debug_struct("Response");
        fields.field("user", user).field("chat", chat).field("at", at).field("version", version);
        fields.field("answers", answers).finish()
    }
}
