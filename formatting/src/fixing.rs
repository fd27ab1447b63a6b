//! Making a text and its entities what Telegram keeps.

use super::{Entity, Formatted, Kind, Reason, cleaning::clean_with, splitting::nested};

/// Cleans and trims; follows `fix_formatted_text` of TDLib. A text of nothing but white space becomes empty.
pub(super) fn fixed(formatted: Formatted) -> Result<Formatted, Reason> {
    let mut entities = nested(formatted.entities.into_iter().filter(is_something).collect());
    let text = clean_with(&formatted.text, &mut entities)?;
    let entities = nested(entities.into_iter().filter(is_something).collect());
    Ok(trimmed(&text, entities))
}

fn is_something(entity: &Entity) -> bool {
    match &entity.kind {
        _ if entity.length == 0 => false,
        Kind::TextLink(url) => !url.is_empty(),
        _ => true,
    }
}

/// Cuts white space at the end, and at the beginning as far as no entity covers it.
fn trimmed(text: &str, mut entities: Vec<Entity>) -> Formatted {
    let is_white = |c: char| c == ' ' || c == '\n';
    let text = text.trim_end_matches(is_white);
    if text.is_empty() {
        return Formatted::default();
    }
    let length = super::utf16_len(text);
    entities.retain(|entity| entity.offset < length);
    for entity in &mut entities {
        entity.length = entity.length.min(length - entity.offset);
    }
    entities.sort_by_key(Entity::order);
    let white = text.len() - text.trim_start_matches(is_white).len();
    // White space is ASCII: bytes and UTF-16 code units are the same here.
    let cut = entities.first().map_or(white, |first| white.min(first.offset));
    for entity in &mut entities {
        entity.offset -= cut;
    }
    Formatted { text: text[cut..].to_owned(), entities }
}

#[cfg(test)]
mod tests {
    use super::{Entity, Formatted, Kind, fixed};

    fn fix(text: &str, entities: Vec<Entity>) -> Result<Formatted, String> {
        fixed(Formatted { text: text.to_owned(), entities })
    }

    #[test]
    fn white_space_is_cut_and_entities_move_along() {
        let fixed = fix(" \r\n😀 bold \n", vec![Entity::new(Kind::Bold, 6, 6)]).unwrap();
        assert_eq!(fixed.text, "😀 bold");
        assert_eq!(fixed.entities, [Entity::new(Kind::Bold, 3, 4)]);
        assert_eq!(fix(" \n ", vec![Entity::new(Kind::Bold, 0, 3)]).unwrap(), Formatted::default());
    }

    #[test]
    fn entities_outside_of_the_text_are_refused() {
        let refused = |text: &str, offset, length| {
            fix(text, vec![Entity::new(Kind::Bold, offset, length)]).unwrap_err()
        };
        assert_eq!(refused("hello", 100, 1), "Entity begins after the end of the text at UTF-16 offset 100");
        assert_eq!(
            refused("hello", 0, 100),
            "Entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100"
        );
        assert_eq!(refused("😀", 1, 1), "Entity begins in a middle of a UTF-16 symbol at byte offset 4");
        assert_eq!(
            refused("a😀b", 0, 2),
            "Entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 5"
        );
    }
}
