//! What surveys say themselves, in each language.

use crate::text::equal;

macro_rules! words {
    ($($name:ident: $en:literal, $de:literal;)*) => {
        /// The words of surveys in one language: buttons, notes, and what is expected.
        ///
        /// English and German are there. Another language is written once, and named by the surveys that speak it:
        ///
        /// ```
        /// use pouch::prelude::*;
        /// use pouch::survey::Words;
        ///
        /// static FR: Words = Words { language: "fr", back_button: "‹ Retour", skip_button: "Passer ›", ..Words::EN };
        ///
        /// /// Sign up
        /// #[derive(Survey)]
        /// #[survey("signup", lang = ["en", "fr"], words = [&FR], fr(title = "S'inscrire"))]
        /// struct Signup {
        ///     #[ask("Your name?", fr("Votre nom ?", label = "Nom"))]
        ///     name: String,
        /// }
        /// # #[survey_done]
        /// # fn done(signup: Signup) -> String { signup.name }
        /// # let _ = App::new(handlers![Signup, done]);
        /// ```
        ///
        /// What stands in braces is filled in; a text may leave it out. Without the `..Words::EN`, rustc lists what is
        /// missing.
        #[derive(Clone, Copy, Debug)]
        pub struct Words {
            /// The language, as Telegram names it: `en`, `pt-br`.
            pub language: &'static str,
            /// How a date is written, in the signs of [`strftime`](https://docs.rs/chrono/0.4/chrono/format/strftime).
            pub date_form: &'static str,
            /// The months in short, from January on.
            pub months: [&'static str; 12],
            /// The days of the week in two letters, from Monday on.
            pub days: [&'static str; 7],
            /// The days of the week, from Monday on, as people type them.
            pub weekdays: [&'static str; 7],
            $(#[doc = concat!("“", $en, "”")] pub $name: &'static str,)*
        }

        impl Words {
            /// English.
            pub const EN: Words = Words {
                language: "en",
                date_form: "%Y-%m-%d",
                months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
                days: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
                weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
                $($name: $en,)*
            };

            /// German.
            pub const DE: Words = Words {
                language: "de",
                date_form: "%d.%m.%Y",
                months: ["Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sep.", "Okt.", "Nov.", "Dez."],
                days: ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"],
                weekdays: ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"],
                $($name: $de,)*
            };

            /// All that is filled in, for tests.
            #[cfg(test)]
            fn texts(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($name), self.$name)),*]
            }
        }
    };
}

words! {
    back_button: "‹ Back", "‹ Zurück";
    skip_button: "Skip ›", "Überspringen ›";
    cancel_button: "✕ Cancel", "✕ Abbrechen";
    keep_button: "✓ Keep", "✓ Behalten";
    send_button: "✓ Send", "✓ Absenden";
    done_button: "✓ Done ({count})", "✓ Fertig ({count})";
    enough_button: "✓ Done", "✓ Fertig";
    none_button: "None of these", "Nichts davon";
    discard_button: "Discard", "Verwerfen";
    go_on_button: "Go on", "Weitermachen";
    start_over_button: "Start over", "Neu beginnen";
    phone_button: "Send my phone number", "Meine Telefonnummer senden";
    location_button: "Send my location", "Meinen Standort senden";
    back: "back", "zurück";
    skip: "skip", "überspringen";
    cancel: "cancel", "abbrechen";
    yes: "yes", "ja";
    no: "no", "nein";
    send: "send", "absenden";
    go_on: "go on", "weitermachen";
    start_over: "start over", "neu beginnen";
    progress: "Question {number} of {total}", "Frage {number} von {total}";
    until_now: "Until now: {answer}", "Bisher: {answer}";
    did_you_mean: "Did you mean one of these?", "Meinst du eines davon?";
    type_to_search: "Type some letters to search.", "Tippe ein paar Buchstaben, um zu suchen.";
    gather_more: "Send more, or press “Done”.", "Sende mehr, oder drücke „Fertig“.";
    discard: "Discard your {count} answers?", "Deine {count} Antworten verwerfen?";
    begun: "You have answered {count} of {total}.", "Du hast {count} von {total} beantwortet.";
    correct: "Please press a button, or type “send”, or what you want to correct.", "Bitte drücke einen Knopf, oder tippe „absenden“ oder das, was du ändern willst.";
    is_first: "This is the first question.", "Das ist die erste Frage.";
    no_skipping: "This question can't be skipped.", "Diese Frage lässt sich nicht überspringen.";
    out_of_date: "This button is out of date.", "Dieser Knopf ist veraltet.";
    not_asked: "This question is not asked any more.", "Diese Frage wird nicht mehr gestellt.";
    answered: "You have answered this already.", "Das hast du schon beantwortet.";
    not_offered: "This is not offered any more.", "Das gibt es nicht mehr.";
    nothing_to_keep: "There is no answer to keep.", "Es gibt keine Antwort, die bleiben könnte.";
    too_many: "That would be too many. Untick one first.", "Das wären zu viele. Nimm erst etwas heraus.";
    too_few: "Please choose more.", "Bitte wähle mehr.";
    rank_all: "Please choose all of them, in your order.", "Bitte wähle alle, in deiner Reihenfolge.";
    type_other: "Please type it.", "Bitte schreib es.";
    closed: "This survey has closed.", "Diese Umfrage ist beendet.";
    full: "This survey has got all the answers that it needs.", "Diese Umfrage hat alle Antworten, die sie braucht.";
    sent_already: "This has been sent or cancelled already.", "Das ist schon abgesendet oder abgebrochen.";
    still_open: "You are still in the middle of “{title}”.", "Du bist noch mitten in „{title}“.";
    ended: "“{title}” has ended without your answers. Start again with /{command}", "„{title}“ ist ohne deine Antworten beendet. Neu beginnen: /{command}";
    cancelled: "Cancelled.", "Abgebrochen.";
    sent: "✓ Sent", "✓ Abgesendet";
    resume: "Go on with /{command}", "Weiter geht es mit /{command}";
    please_send: "Please send {expected}", "Bitte sende {expected}";
    such_as: "{rule}, such as {example}.", "{rule}, zum Beispiel {example}.";
    has_length: "Please send {expected}; this has {length} characters", "Bitte sende {expected}; das sind {length} Zeichen";
    has_length_one: "Please send {expected}; this has 1 character", "Bitte sende {expected}; das ist 1 Zeichen";
    choose_least: "Please choose at least {least}", "Bitte wähle mindestens {least}";
    choose_most: "Please choose at most {most}", "Bitte wähle höchstens {most}";
    of_text: "a text", "einen Text";
    of_length_one: "one character", "ein Zeichen";
    of_length: "{length} characters", "{length} Zeichen";
    of_length_most: "up to {most} characters", "bis zu {most} Zeichen";
    of_length_least: "at least {least} characters", "mindestens {least} Zeichen";
    of_length_between: "{least} to {most} characters", "{least} bis {most} Zeichen";
    of_number: "a number such as 2.5", "eine Zahl wie 2,5";
    of_number_between: "a number from {least} to {most}", "eine Zahl von {least} bis {most}";
    of_whole: "a whole number", "eine ganze Zahl";
    of_whole_between: "a whole number from {least} to {most}", "eine ganze Zahl von {least} bis {most}";
    of_whole_least: "a whole number, {least} or more", "eine ganze Zahl, {least} oder mehr";
    of_whole_most: "a whole number, {most} or less", "eine ganze Zahl, höchstens {most}";
    of_yes_or_no: "yes or no", "ja oder nein";
    yes_label: "Yes", "Ja";
    no_label: "No", "Nein";
    agree_label: "I agree", "Ich stimme zu";
    of_consent: "a yes, which is needed to go on", "ein Ja, ohne das es nicht weitergeht";
    or: "or", "oder";
    and: "and", "und";
    of_several: "some of {options}, with commas between them", "einige von {options}, mit Kommas dazwischen";
    of_rank: "all of {options} in your order, with commas between them", "alle von {options} in deiner Reihenfolge, mit Kommas dazwischen";
    or_other: "{options}, or something else", "{options} oder etwas anderes";
    none_of_them: "none of them", "nichts davon";
    score: "{number} of 10", "{number} von 10";
    of_date: "a date", "ein Datum";
    of_date_from: "a date from {least} on", "ein Datum ab dem {least}";
    of_date_until: "a date until {most}", "ein Datum bis zum {most}";
    of_date_between: "a date from {least} to {most}", "ein Datum vom {least} bis zum {most}";
    of_time: "a time of day", "eine Uhrzeit";
    of_moment: "a date and a time", "ein Datum und eine Uhrzeit";
    which_time: "At which time?", "Um wie viel Uhr?";
    which_zone: "In which city or time zone are you?", "In welcher Stadt oder Zeitzone bist du?";
    of_zone: "a city or a time zone", "eine Stadt oder eine Zeitzone";
    zone_button: "🌐 {zone}", "🌐 {zone}";
    no_such_time: "That time does not exist on that day: the clocks are put forward.", "Diese Zeit gibt es an dem Tag nicht: Die Uhr wird vorgestellt.";
    counted: "{answered} answered, {open} in the middle, {left} left", "{answered} beantwortet, {open} mittendrin, {left} abgebrochen";
    counted_answers: "{label}: {count} answered", "{label}: {count} beantwortet";
    counted_skipped: "{count} skipped", "{count} übersprungen";
    counted_left: "{count} left here", "{count} hier abgebrochen";
    counted_open: "{count} are here", "{count} sind hier";
    counted_mean: "{mean} on average", "im Mittel {mean}";
    today: "today", "heute";
    tomorrow: "tomorrow", "morgen";
    after_tomorrow: "the day after tomorrow", "übermorgen";
    in_days: "in {count} days", "in {count} Tagen";
    of_email: "an e-mail address", "eine E-Mail-Adresse";
    of_url: "the address of a page", "die Adresse einer Seite";
    of_phone: "a phone number", "eine Telefonnummer";
    of_animation: "an animation", "eine Animation";
    of_audio: "a piece of music or another sound file", "ein Musikstück oder eine andere Tondatei";
    of_contact: "a contact", "einen Kontakt";
    of_document: "a file", "eine Datei";
    of_document_kind: "a file of the kind {kind}", "eine Datei der Art {kind}";
    of_size: "{what} of at most {size}", "{what} mit höchstens {size}";
    of_location: "a location", "einen Standort";
    of_photo: "a photo", "ein Foto";
    of_sticker: "a sticker", "einen Sticker";
    of_venue: "a place", "einen Ort";
    of_video: "a video", "ein Video";
    of_video_note: "a video message", "eine Videonachricht";
    of_voice: "a voice message", "eine Sprachnachricht";
}

/// The languages that are there.
static KNOWN: [Words; 2] = [Words::EN, Words::DE];

impl Words {
    /// The words in that language: the given ones, or those that are there; English where there are none.
    pub(super) fn of(language: &str, given: &'static [&'static Words]) -> &'static Words {
        let given = given.iter().copied().find(|words| words.language == language);
        given.or_else(|| KNOWN.iter().find(|words| words.language == language)).unwrap_or(&KNOWN[0])
    }

    /// Whether there are words in that language.
    #[doc(hidden)]
    pub const fn are_known(language: &str, given: &[&'static Words]) -> bool {
        let mut index = 0;
        while index < given.len() {
            if equal(given[index].language, language) {
                return true;
            }
            index += 1;
        }
        equal(language, Words::EN.language) || equal(language, Words::DE.language)
    }
}

/// The text with what stands in braces filled in.
pub(super) fn fill(text: &str, values: &[(&str, &dyn std::fmt::Display)]) -> String {
    let mut pieces = text.split('{');
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let value = piece.split_once('}').and_then(|(name, behind)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some(format!("{value}{behind}"))
        });
        filled += &value.unwrap_or_else(|| format!("{{{piece}"));
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    static FR: Words = Words { language: "fr", ..Words::EN };
    static GIVEN: [&Words; 1] = [&FR];

    /// What stands in braces.
    fn places(text: &str) -> Vec<&str> {
        let mut places: Vec<&str> =
            text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
        places.sort_unstable();
        places
    }

    #[test]
    fn all_languages_fill_in_the_same() {
        for ((name, english), (_, german)) in Words::EN.texts().into_iter().zip(Words::DE.texts()) {
            assert_eq!(places(english), places(german), "{name}");
        }
    }

    #[test]
    fn what_is_filled_in_is_not_looked_at_again() {
        assert_eq!(fill("{a} and {b}!", &[("a", &"{b}"), ("b", &"{a}")]), "{b} and {a}!");
        assert_eq!(fill("{c} {", &[("a", &1)]), "{c} {");
    }

    #[test]
    fn a_language_without_words_is_known_to_have_none() {
        assert!(Words::are_known("de", &[]) && !Words::are_known("fr", &[]));
        assert!(Words::are_known("fr", &GIVEN));
        assert_eq!(Words::of("fr", &GIVEN).language, "fr");
        assert_eq!(Words::of("", &[]).language, "en");
    }
}
