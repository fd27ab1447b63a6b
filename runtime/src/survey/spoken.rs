//! What is refused of a survey's languages when it is compiled.

use super::question::{Question, Role};
use super::words::Words;
use crate::text::{Text as Message, equal};

/// Refuses a question whose choices, or whose section's texts, are not in all of those languages.
///
/// # Panics
/// With a text that names what is missing.
#[track_caller]
pub const fn check_languages(question: &Question, languages: &[&str]) {
    let (spoken, what) = match &question.role {
        Role::Asked(kind) | Role::Hidden(kind, _) | Role::Computed(kind, _) => match kind.languages {
            Some(spoken) => (spoken, "choice"),
            None => return,
        },
        Role::Section(part) | Role::Repeated(part, _) => (part.languages, "section"),
        Role::Said => return,
    };
    let mut index = 0;
    while index < languages.len() {
        if !holds(spoken, languages[index]) {
            let text = Message::new()
                .with(&["`", question.ty, "` is not there in `", languages[index], "`"])
                .with(&["\n= help: name its languages above its definition: `#[", what, "(lang = [..])]`"]);
            panic!("{}", text.as_str());
        }
        index += 1;
    }
}

/// Refuses a language that there are no words of surveys in.
///
/// # Panics
/// With a text that names it.
#[track_caller]
pub const fn check_words(language: &str, given: &[&'static Words]) {
    if !Words::are_known(language, given) {
        let text = Message::new()
            .with(&["surveys have no words of their own in `", language, "`, such as those of buttons"])
            .with(&["\n= help: write them as a `pouch::survey::Words`, and add `words = [&WORDS]`"]);
        panic!("{}", text.as_str());
    }
}

const fn holds(all: &[&str], one: &str) -> bool {
    let mut index = 0;
    while index < all.len() {
        if equal(all[index], one) {
            return true;
        }
        index += 1;
    }
    false
}
