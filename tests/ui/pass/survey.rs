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

    #[derive(Section)]
    pub struct Inner {
        #[ask("Inner?", trim)]
        pub inner: String,
        #[note("A note.", when = |a| a.inner != "x")]
        pub note: (),
        #[computed(|a| a.inner.len() as u64, label = "Length")]
        pub length: u64,
    }

    #[derive(Section)]
    #[section(lang = ["en", "pt-br"])]
    pub struct Outer {
        #[ask("Outer?", pt_br("Fora?", label = "Fora"))]
        pub outer: Option<String>,
    }

    /// All sorts of fields
    #[derive(Survey)]
    #[survey("more", review, words = [&PT])]
    pub struct More {
        #[hidden(label = "Where from")]
        pub source: Option<String>,
        #[section]
        pub inner: Inner,
        #[section("More", when = |a| a.inner.length > 3)]
        pub more: Option<Inner>,
        #[section("All", another = "Another?", pick = 1..=3, when = |a| a.inner.length > 3)]
        pub all: Vec<Inner>,
        #[ask("Day?", min = "-2w", max = "2030-01-01")]
        pub day: Date,
        #[ask("Paper?", mime = "image/*", size = "20 MB")]
        pub paper: Option<Vec<Document>>,
        #[ask("Color?", other = "Else")]
        pub color: OrOther<Color>,
        #[ask("Colors?", other = "Else", none = "None")]
        pub colors: BTreeSet<OrOther<Color>>,
    }

    #[survey_done]
    pub fn more_done(more: More) -> usize {
        more.all.len()
    }

    pub static PT: pouch::survey::Words =
        pouch::survey::Words { language: "pt-br", ..pouch::survey::Words::EN };

    #[derive(Survey)]
    #[survey("spoken", title = "Spoken", lang = ["en", "pt-br"], words = [&PT], pt_br(title = "Falado"))]
    pub struct Spoken {
        #[section]
        pub outer: Outer,
        #[ask("Sure?", pt_br("Sim?", label = "Sim"))]
        pub sure: bool,
    }

    #[survey_done]
    pub fn spoken_done(spoken: Spoken) -> Option<String> {
        spoken.outer.outer.filter(|_| spoken.sure)
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
    let _ = pouch::handlers![
        forms::All,
        forms::all_done,
        forms::More,
        forms::more_done,
        forms::Spoken,
        forms::spoken_done,
        One,
        one_done
    ];
}
