//! Surveys, in all forms that compile.

mod forms {
    use pouch::prelude::*;

    #[derive(Choice, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Color {
        Red,
        Green,
    }

    /// All sorts of answers
    #[derive(Survey)]
    #[survey("all", review, version = 2, hidden, title = "All")]
    pub struct All {
        #[ask("r#type?", len = 2.., regex = "^a", label = "Type", placeholder = "a..", example = "ab")]
        pub r#type: String,
        #[ask("Numbers?", range = ..=5)]
        pub small: i8,
        #[ask("More?", range = -1.5..=2)]
        pub decimal: f64,
        #[ask("Yes?", columns = 1)]
        pub yes: bool,
        #[ask("Color?", when = |answers| answers.yes && answers.small > 2, default)]
        pub more: u64,
        #[ask("Colors?", pick = ..=2)]
        pub colors: Vec<Color>,
        #[ask("Set?", when = |a| { let colors = &a.colors; !colors.is_empty() })]
        pub set: Option<BTreeSet<Color>>,
        #[ask("Rank?")]
        pub rank: Rank<Color>,
        #[ask("Score?")]
        pub score: Nps,
        #[ask("Day?")]
        pub day: Date,
        #[ask("Where?")]
        pub place: std::option::Option<Location>,
        #[ask("Photo?")]
        pub photo: Option<PhotoSize>,
        #[ask("Mail?")]
        pub mail: Email,
        #[ask("Page?")]
        pub page: Option<Url>,
        #[ask("May we?")]
        pub consent: Consent,
    }

    #[survey_done]
    pub async fn all_done(all: All, user: Option<&User>, chat: &Chat) -> Option<String> {
        user.map(|user| format!("{} {} {}", user.first_name, chat.id, all.r#type))
    }
}

/// Of one question
#[derive(pouch::Survey)]
#[survey("one")]
struct One {
    #[ask("One?")]
    one: u8,
}

#[pouch::survey_done]
fn one_done(one: One) -> u8 {
    one.one
}

fn main() {
    let _ = pouch::handlers![forms::All, forms::all_done, One, one_done];
}
