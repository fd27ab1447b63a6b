//! Surveys: a struct whose fields are asked for, one after the other.
//!
//! [`#[derive(Survey)]`](derive@crate::Survey) makes a struct a survey, and the docs of it tell how. This module has what
//! fields can be of beside Rust's own types, and [`Answer`] for types of your own.

mod answer;
mod card;
mod conduct;
mod flow;
mod memory;
mod question;
mod results;
mod rules;
mod run;
mod terms;
mod types;

pub use answer::{Answer, Pick};
#[doc(hidden)]
pub use answer::{Kind, Offer, Picks};
#[doc(hidden)]
pub use conduct::{COUNTS, MEMORY, RUNS, conduct};
pub use question::Survey;
#[doc(hidden)]
pub use question::{Question, Spec};
pub use results::{ExportError, QuestionSummary, Response, Responses, Results, Summary};
pub use rules::{Range, Rules};
pub(crate) use run::Runs;
pub(crate) use terms::now;
#[doc(hidden)]
pub use terms::{OncePer, Terms};
pub use types::{Consent, Email, Nps, Phone, Rank, Rating, Url};

use crate::failure::Failure;
use crate::params::Call;

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
