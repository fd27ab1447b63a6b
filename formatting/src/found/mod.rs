//! The entities that Telegram's servers find in a plain text.

mod email;
mod phones;
mod symbols;
mod urls;
mod words;

use std::ops::Range;

use super::{Entity, Kind, nesting::without_meeting};

/// The entities of a text. Where two meet, the earlier counts, and the longer of two that begin together.
pub(super) fn entities(text: &str) -> Vec<Entity> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = words::find(&chars);
    found.extend(urls::find(&chars));
    found.extend(phones::find(&chars));
    let offsets = utf16_offsets(&chars);
    let entity = |(kind, Range { start, end }): (Kind, Range<usize>)| {
        Entity::new(kind, offsets[start], offsets[end] - offsets[start])
    };
    let mut entities: Vec<Entity> = found.into_iter().map(entity).collect();
    entities.sort_by_key(Entity::order);
    without_meeting(entities)
}

/// Where each character begins, and where the last one ends.
fn utf16_offsets(chars: &[char]) -> Vec<usize> {
    let mut offsets = vec![0];
    for c in chars {
        offsets.push(offsets[offsets.len() - 1] + c.len_utf16());
    }
    offsets
}

#[cfg(test)]
mod tests {
    use super::super::Kind;

    fn found(text: &str) -> Vec<(Kind, String)> {
        let units: Vec<u16> = text.encode_utf16().collect();
        let part = |entity: &super::Entity| String::from_utf16(&units[entity.offset..entity.end()]).unwrap();
        super::entities(text).iter().map(|entity| (entity.kind.clone(), part(entity))).collect()
    }

    fn all(kind: &Kind, text: &str) -> Vec<String> {
        let found = found(text);
        assert!(found.iter().all(|(found, _)| found == kind), "{found:?}");
        found.into_iter().map(|(_, part)| part).collect()
    }

    #[test]
    fn commands_are_found_where_telegram_finds_them() {
        let commands = |text: &str| all(&Kind::BotCommand, text);
        assert_eq!(commands("/put x"), ["/put"]);
        assert_eq!(commands("/put@pouch_emulator_bot x"), ["/put@pouch_emulator_bot"]);
        assert_eq!(commands("😀 /put"), ["/put"]);
        assert_eq!(commands("/a /b"), ["/a", "/b"]);
        assert_eq!(commands("(/a)"), ["/a"]);
    }

    #[test]
    fn paths_tags_and_overlong_names_are_no_commands() {
        let overlong = format!("/{}", "x".repeat(65));
        for text in ["/usr/bin a/b </b> / //x", overlong.as_str(), "/größe", "/put@ab x"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn mentions_hashtags_and_cashtags_are_words_of_their_own() {
        assert_eq!(all(&Kind::Mention, "@gif @ab @abcd @x,@some_one."), ["@gif", "@abcd", "@some_one"]);
        assert_eq!(
            all(&Kind::Hashtag, "#tag #größe #1 #a1 a#b #x#y #a@news #a@b"),
            ["#tag", "#größe", "#a1", "#a@news", "#a"]
        );
        assert_eq!(all(&Kind::Cashtag, "$USD $usd $TOOLONGNAME $1INCH $A$"), ["$USD", "$1INCH"]);
    }

    #[test]
    fn addresses_are_found_with_and_without_protocol() {
        let urls = |text: &str| all(&Kind::Url, text);
        assert_eq!(urls("see https://example.com/a?b=c#d."), ["https://example.com/a?b=c#d"]);
        assert_eq!(urls("(example.com) example.org/x) t.me"), ["example.com", "example.org/x", "t.me"]);
        assert_eq!(urls("http://127.0.0.1:8080/x 8.8.8.8"), ["http://127.0.0.1:8080/x", "8.8.8.8"]);
        assert_eq!(urls("tg://resolve?domain=x"), ["tg://resolve?domain=x"]);
        assert_eq!(urls("сайт.рф x.ton tonsite://y.ton"), ["сайт.рф", "x.ton", "tonsite://y.ton"]);
        assert_eq!(urls("main.rs"), ["main.rs"], "Telegram takes it for Serbian");
    }

    #[test]
    fn what_only_looks_like_an_address_is_none() {
        for text in [
            "1.5",
            "a.b",
            "end.Begin",
            "x.notatld",
            "слово.слово",
            "localhost:80",
            "...",
            "v1.2.3",
            "e.g.",
            "foo.txt",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn mail_addresses_and_phone_numbers_are_found() {
        assert_eq!(
            all(&Kind::Email, "a.b@example.com c+d@x.org mailto:x@y.org"),
            ["a.b@example.com", "c+d@x.org", "x@y.org"]
        );
        assert_eq!(
            all(&Kind::PhoneNumber, "call +1234567890 or +49 (30) 1234-567, not +1 or 1+12345678"),
            ["+1234567890", "+49 (30) 1234-567"]
        );
    }

    #[test]
    fn places_are_counted_in_utf16_units() {
        let entity = &super::entities("😀 #tag")[0];
        assert_eq!((entity.offset, entity.length), (3, 4));
    }
}
