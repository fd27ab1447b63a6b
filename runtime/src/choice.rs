//! Enums to choose from.

use crate::args::BadArg;

/// An enum to choose from: an argument of a command, and a field of a button.
///
/// Derived for an enum whose variants hold no values. Each variant has a label for people, which is made of its name
/// unless `#[choice("..")]` says another, and a name under which it is stored in buttons: its own, or the one of
/// `#[choice(name = "..")]`. So a variant can be renamed, moved and labeled anew, and old buttons still mean it.
///
/// ```
/// use pouch::prelude::*;
///
/// #[derive(Choice, Clone, Copy)]
/// enum Tea {
///     Black,
///     #[choice("Green 🍵")]
///     Green,
///     EarlGrey,
/// }
///
/// /// Order a tea
/// #[command("tea")]
/// fn tea(tea: Option<Tea>) -> Reply {
///     match tea {
///         Some(tea) => Reply::text(format!("One {}, please!", tea.label())),
///         None => Reply::text("Which?").buttons([Tea::ALL.iter().map(|tea| order::button(tea.label(), *tea))]),
///     }
/// }
///
/// #[callback]
/// fn order(tea: Tea) -> Edit {
///     Edit::text(format!("One {}, please!", tea.label()))
/// }
///
/// assert_eq!(Tea::EarlGrey.label(), "Earl grey");
/// ```
///
/// With `#[choice(lang = ["en", "de"])]` above the enum, each variant has a label in each language, the first of which
/// is the plain one: `#[choice("Green", de = "Grün")]`.
///
/// Somebody who types a choice may write its label or its name, in any case and without signs: `/tea green`,
/// `/tea earlgrey`, `/tea "earl grey"`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing to choose from",
    label = "no choice",
    note = "put `#[derive(Choice)]` on its definition, if it is an enum of yours"
)]
pub trait Choice: Sized + 'static {
    /// All choices, in the order of their definition.
    const ALL: &'static [Self];

    /// The name under which the choice is stored.
    fn name(&self) -> &'static str;

    /// What people see.
    fn label(&self) -> &'static str;

    /// The languages that it has labels in, as Telegram names them; none where they are in one.
    const LANGUAGES: &'static [&'static str] = &[];

    /// What people see in that language; in the first one, if there is no label in that.
    fn label_in(&self, language: &str) -> &'static str {
        let _ = language;
        self.label()
    }

    /// The choice that is stored under that name, if there is one.
    fn from_name(name: &str) -> Option<Self>;
}

/// The choice that somebody means who types that word.
pub fn choose<T: Choice>(word: &str) -> Result<T, BadArg> {
    let word = typed(word);
    let is_meant = |choice: &&T| typed(choice.label()) == word || typed(choice.name()) == word;
    let meant = T::ALL.iter().find(is_meant).and_then(|choice| T::from_name(choice.name()));
    meant.ok_or(BadArg::EXPECTED)
}

/// A text as far as it counts when somebody types it: letters and digits, in any case.
fn typed(text: &str) -> String {
    let counts = text.chars().filter(|character| character.is_alphanumeric());
    let typed: String = counts.flat_map(char::to_lowercase).collect();
    if typed.is_empty() { text.trim().to_owned() } else { typed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    enum Mood {
        VeryGood,
        Thumb,
    }

    impl Choice for Mood {
        const ALL: &'static [Self] = &[Mood::VeryGood, Mood::Thumb];

        fn name(&self) -> &'static str {
            match self {
                Mood::VeryGood => "VeryGood",
                Mood::Thumb => "Thumb",
            }
        }

        fn label(&self) -> &'static str {
            match self {
                Mood::VeryGood => "Sehr gut!",
                Mood::Thumb => "👍",
            }
        }

        fn from_name(name: &str) -> Option<Self> {
            match name {
                "VeryGood" => Some(Mood::VeryGood),
                "Thumb" => Some(Mood::Thumb),
                _ => None,
            }
        }
    }

    #[test]
    fn a_choice_is_typed_by_label_or_name_in_any_case() {
        for word in ["sehr gut", "SEHRGUT!", "very-good", "VeryGood"] {
            assert_eq!(choose(word), Ok(Mood::VeryGood), "{word}");
        }
        assert_eq!(choose("👍"), Ok(Mood::Thumb));
        assert_eq!(choose("thumb"), Ok(Mood::Thumb));
        for word in ["", "gut", "👎"] {
            assert_eq!(choose::<Mood>(word), Err(BadArg::EXPECTED), "{word}");
        }
    }
}
