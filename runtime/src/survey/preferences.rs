//! What a person prefers: the language, and the time zone.

use serde::{Deserialize, Serialize};

use crate::data::own_record;

/// In which language a person is spoken to, and in which time zone they are: user data that surveys heed.
///
/// A survey with `lang` speaks the language that is set here, or else that of the person's Telegram, or else its first one.
/// The zone is set when somebody names it to a survey, and can be set here, too.
///
/// ```
/// use pouch::prelude::*;
/// use pouch::survey::Preferences;
///
/// #[derive(Choice)]
/// enum Language {
///     #[choice("English", name = "en")]
///     English,
///     #[choice("Deutsch", name = "de")]
///     German,
/// }
///
/// /// Choose your language
/// #[command("language")]
/// fn language(language: Language, preferences: &mut Preferences) -> String {
///     preferences.set_language(language.name());
///     language.label().to_owned()
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zone: Option<String>,
}

own_record!(Preferences: User, "pouch::preferences");

impl Preferences {
    /// The language that was set, as Telegram names it: `de`, `pt-br`.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// Speaks that language from now on.
    pub fn set_language(&mut self, language: impl Into<String>) {
        self.language = Some(language.into());
    }

    /// Speaks the language of the person's Telegram again.
    pub fn unset_language(&mut self) {
        self.language = None;
    }

    /// The person's zone in the IANA's list, such as `Europe/Berlin`, if it is known.
    pub fn zone(&self) -> Option<&str> {
        self.zone.as_deref()
    }

    /// Takes that zone for the person's own; `None` forgets it.
    pub fn set_zone(&mut self, zone: Option<String>) {
        self.zone = zone;
    }
}

/// The first of those languages that somebody understands who has chosen `chosen`, or whose Telegram speaks `telegram`;
/// else the first one.
pub(super) fn language(
    languages: &'static [&'static str],
    chosen: Option<&str>,
    telegram: Option<&str>,
) -> &'static str {
    let find = |wanted: &str| {
        let wanted = wanted.to_ascii_lowercase();
        let broad = |name: &str| name.split('-').next().unwrap_or_default().to_owned();
        let exact = languages.iter().find(|name| **name == wanted);
        exact.or_else(|| languages.iter().find(|name| broad(name) == broad(&wanted))).copied()
    };
    let first = languages.first().copied().unwrap_or_default();
    chosen.and_then(find).or_else(|| telegram.and_then(find)).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_language_comes_before_that_of_telegram_and_that_before_the_first() {
        const ALL: &[&str] = &["en", "de", "pt-br"];
        assert_eq!(language(ALL, Some("de"), Some("en")), "de");
        assert_eq!(language(ALL, Some("fr"), Some("de-AT")), "de");
        assert_eq!(language(ALL, None, Some("pt")), "pt-br");
        assert_eq!(language(ALL, None, Some("fr")), "en");
        assert_eq!(language(&[], Some("de"), None), "");
    }
}
