//! Surveys: a struct whose fields are asked for, one after the other.
//!
//! [`#[derive(Survey)]`](derive@crate::Survey) makes a struct a survey, and the docs of it tell how. This module has what
//! fields can be of beside Rust's own types, and [`Answer`] for types of your own.

mod answer;
mod card;
mod conduct;
mod flow;
mod memory;
mod plan;
mod preferences;
mod question;
mod results;
mod rules;
mod run;
mod spoken;
mod terms;
mod types;
mod words;

pub use answer::{Answer, Pick};
#[doc(hidden)]
pub use answer::{Kind, Offer, Picks};
pub(crate) use conduct::is_begun_by;
#[doc(hidden)]
pub use conduct::{COUNTS, MEMORY, PREFERENCES, RUNS, conduct};
pub use preferences::Preferences;
#[doc(hidden)]
pub use question::{Part, Question, Repeat, Role, Spec, Text, hidden};
pub use question::{Section, Survey};
pub use results::{ExportError, QuestionSummary, Response, Responses, Results, Summary};
#[doc(hidden)]
pub use rules::Day;
pub use rules::{Range, Rules};
pub(crate) use run::Runs;
#[doc(hidden)]
pub use spoken::{check_languages, check_words};
#[doc(hidden)]
pub use terms::{OncePer, Terms};
#[cfg(feature = "zones")]
pub use types::Moment;
pub use types::{Consent, Email, Nps, OrOther, Phone, Rank, Rating, Url};
pub use words::Words;

use crate::failure::Failure;
use crate::params::Call;
#[doc(no_inline)]
pub use crate::zone::Zone;

/// An answer as it is stored: JSON.
pub type Value = serde_json::Value;

impl Call {
    /// The survey that a `#[survey_done]` function is called for, which is of the type `S`.
    pub fn survey<S: 'static>(&self) -> Result<S, Failure> {
        let built = self.finished.as_ref().and_then(|finished| (finished.build)(&finished.answers));
        let survey = built.and_then(|built| built.downcast().ok());
        survey.map(|survey| *survey).ok_or(Failure::Missing(std::any::type_name::<S>()))
    }
}
