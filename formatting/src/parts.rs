//! Cutting a text that is too long for one message.

use super::{Entity, Formatted, Kind};

impl Formatted {
    /// As many texts as it takes: the first of at most `first` UTF-16 code units, the others of at most `rest`.
    ///
    /// Cut at a line break or a space if one is in a part's second half, else between two characters, and never through a
    /// custom emoji. White space at a cut is dropped, since Telegram trims every message. An entity that is cut goes on in
    /// the next part. A blank text has no parts.
    pub fn into_parts(self, first: usize, rest: usize) -> Vec<Formatted> {
        let mut parts = Vec::new();
        let mut begin = Place::default();
        let mut room = first;
        while !self.text[begin.bytes..].trim().is_empty() {
            let end = self.end_of_part(begin, room);
            parts.push(self.part(begin, end));
            begin = end.behind_white(&self.text);
            room = rest;
        }
        parts
    }

    /// Where the part that begins here has to end.
    fn end_of_part(&self, begin: Place, room: usize) -> Place {
        let text = &self.text[begin.bytes..];
        let mut fits = Place::default();
        for character in text.chars() {
            let next = fits.behind(character);
            if next.units > room {
                let cut = good_cut(&text[..fits.bytes]).unwrap_or(fits);
                return self.whole(begin, begin.and(cut));
            }
            fits = next;
        }
        begin.and(fits)
    }

    /// The cut, or the start of the custom emoji that it would go through.
    fn whole(&self, begin: Place, cut: Place) -> Place {
        let is_cut = |entity: &&Entity| {
            matches!(entity.kind, Kind::CustomEmoji(_))
                && entity.offset < cut.units
                && cut.units < entity.end()
                && entity.offset > begin.units
        };
        let Some(emoji) = self.entities.iter().find(is_cut) else { return cut };
        let mut place = begin;
        for character in self.text[begin.bytes..].chars() {
            if place.units >= emoji.offset {
                break;
            }
            place = place.behind(character);
        }
        place
    }

    fn part(&self, begin: Place, end: Place) -> Formatted {
        let within = |entity: &Entity| {
            let (from, to) = (entity.offset.max(begin.units), entity.end().min(end.units));
            (from < to).then(|| Entity::new(entity.kind.clone(), from - begin.units, to - from))
        };
        Formatted {
            text: self.text[begin.bytes..end.bytes].to_owned(),
            entities: self.entities.iter().filter_map(within).collect(),
        }
    }
}

/// Behind the last line break in the second half, else behind the last space there.
fn good_cut(text: &str) -> Option<Place> {
    let cuts = [text.rfind('\n'), text.rfind(' ')].into_iter().flatten();
    let cut = cuts.into_iter().find(|cut| *cut > text.len() / 2)?;
    Some(Place::default().behind_all(&text[..cut]))
}

/// A place in a text.
#[derive(Clone, Copy, Default)]
struct Place {
    bytes: usize,
    /// In UTF-16 code units.
    units: usize,
}

impl Place {
    fn and(self, more: Place) -> Place {
        Place { bytes: self.bytes + more.bytes, units: self.units + more.units }
    }

    fn behind(self, character: char) -> Place {
        self.and(Place { bytes: character.len_utf8(), units: character.len_utf16() })
    }

    fn behind_all(self, text: &str) -> Place {
        text.chars().fold(self, Place::behind)
    }

    fn behind_white(self, text: &str) -> Place {
        let rest = &text[self.bytes..];
        self.behind_all(&rest[..rest.len() - rest.trim_start().len()])
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Entity, Formatted, Kind, utf16_len};

    fn plain(text: &str) -> Formatted {
        Formatted { text: text.to_owned(), entities: Vec::new() }
    }

    fn texts(text: &str, room: usize) -> Vec<String> {
        plain(text).into_parts(room, room).into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn a_text_that_fits_stays_as_it_is() {
        assert_eq!(texts(" a\n b ", 6), [" a\n b "]);
        assert_eq!(texts("👍👍", 4), ["👍👍"]);
        assert_eq!(texts(" \n", 6), [""; 0]);
    }

    #[test]
    fn a_long_text_is_cut_at_white_space_and_nothing_is_lost() {
        let text = ["word and more words"; 100].join("\n");
        let parts = texts(&text, 50);
        assert!(parts.iter().all(|part| utf16_len(part) <= 50 && part.ends_with("words")));
        assert_eq!(parts.join("\n"), text);
        assert_eq!(texts("aaaa bbbb cccc", 10), ["aaaa bbbb", "cccc"]);
        assert_eq!(texts("aaaa\nbbbb cccc", 9), ["aaaa\nbbbb", "cccc"]);
    }

    #[test]
    fn a_long_word_is_cut_between_characters() {
        assert_eq!(texts("a👍👍👍", 4), ["a👍", "👍👍"]);
        assert_eq!(plain("abcdef").into_parts(2, 3).len(), 3);
    }

    #[test]
    fn an_entity_goes_on_behind_the_cut() {
        let bold = Entity::new(Kind::Bold, 3, 13);
        let link = Entity::new(Kind::TextLink("https://a.b/".to_owned()), 15, 2);
        let text =
            Formatted { text: "👍 bold and more, end".to_owned(), entities: vec![bold, link.clone()] };
        let parts = text.into_parts(12, 12);
        let kinds = |part: usize| parts[part].entities.clone();
        assert_eq!((parts[0].text.as_str(), parts[1].text.as_str()), ("👍 bold and", "more, end"));
        assert_eq!(kinds(0), [Entity::new(Kind::Bold, 3, 8)]);
        assert_eq!(kinds(1), [Entity::new(Kind::Bold, 0, 4), Entity::new(link.kind, 3, 2)]);
    }

    #[test]
    fn a_custom_emoji_stays_whole() {
        let emoji = Entity::new(Kind::CustomEmoji(5), 3, 4);
        let text = Formatted { text: "abc👍👍de".to_owned(), entities: vec![emoji] };
        let parts = text.into_parts(5, 5);
        assert_eq!(parts[0].text, "abc");
        assert_eq!(parts[1].entities, [Entity::new(Kind::CustomEmoji(5), 0, 4)]);
    }
}
