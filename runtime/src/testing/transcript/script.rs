//! What the lines of a transcript mean.

use std::time::Duration;

/// A part of a transcript.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// An empty line, or one that begins with `#`.
    Remark(String),
    /// Somebody does something, or something happens.
    Deed { written: String, deed: Deed },
    /// What the bot is to do.
    Expected(String),
}

/// What somebody does, or what happens.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Deed {
    /// Somebody does something, in a group or in the private chat.
    Acts {
        place: Option<String>,
        person: String,
        act: Act,
        words: String,
    },
    Restart,
    Stop,
    Kill,
    Upgrade {
        group: String,
    },
    Pass {
        time: Duration,
    },
}

/// What somebody does; its words are a text, a label or the like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Says,
    Edits,
    Replies,
    Presses,
    PressesKey,
    Reacts,
    Votes,
    Pays,
    Types,
    Picks,
    Joins,
    Leaves,
    Asks,
    Blocks,
    Unblocks,
}

/// How acts are told that are no messages: what stands before and behind their words. Longer forms of the same come first.
const TOLD: [(Act, &str, &str); 12] = [
    (Act::PressesKey, " presses [[", "]]"),
    (Act::Presses, " presses [", "]"),
    (Act::Reacts, " reacts ", ""),
    (Act::Votes, " votes [", "]"),
    (Act::Types, " types @bot ", ""),
    (Act::Picks, " picks [", "]"),
    (Act::Pays, " pays", ""),
    (Act::Joins, " joins", ""),
    (Act::Leaves, " leaves", ""),
    (Act::Asks, " asks to be let in", ""),
    (Act::Blocks, " blocks the bot", ""),
    (Act::Unblocks, " unblocks the bot", ""),
];

/// Reads a transcript; the error names the line and what is wrong there.
pub(super) fn read(text: &str) -> Result<Vec<Piece>, String> {
    let mut wholes: Vec<(usize, String)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        match wholes.last_mut() {
            Some((_, whole)) if line.starts_with("  ") && !is_remark(whole) => {
                whole.push('\n');
                whole.push_str(line);
            }
            _ => wholes.push((number + 1, line.to_owned())),
        }
    }
    wholes
        .into_iter()
        .map(|(number, whole)| piece(whole).map_err(|wrong| format!("{number}: {wrong}")))
        .collect()
}

fn is_remark(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with('#')
}

fn piece(whole: String) -> Result<Piece, String> {
    if is_remark(&whole) {
        return Ok(Piece::Remark(whole));
    }
    if let Some(mark) = whole.strip_prefix("-- ").and_then(|rest| rest.strip_suffix(" --")) {
        let deed = happening(mark)?;
        return Ok(Piece::Deed { written: whole, deed });
    }
    let (place, told) = split_place(&whole);
    if is_bots(told) {
        return Ok(Piece::Expected(whole));
    }
    let deed = deed(place, told).ok_or_else(|| {
        format!(
            "`{whole}` is nothing that a transcript can tell: write `Ann: text`, `Ann presses [Label]`, `Ann edits: text`, \
             `Bot: text`, `-- restart --`, or what else the docs of `pouch::testing` name"
        )
    })?;
    Ok(Piece::Deed { written: whole, deed })
}

/// `Friends > Ann: hello` is `Ann: hello` in the chat `Friends`.
fn split_place(whole: &str) -> (Option<&str>, &str) {
    let end = whole.find(": ").unwrap_or(whole.len());
    match whole[..end].split_once(" > ") {
        Some((place, _)) => (Some(place), &whole[place.len() + 3..]),
        None => (None, whole),
    }
}

fn is_bots(told: &str) -> bool {
    ["Bot", "Toast", "Alert", "Results"].iter().any(|subject| {
        let rest = told.strip_prefix(subject);
        rest.is_some_and(|rest| {
            [":", " edits:", " deletes:", " to "].iter().any(|verb| rest.starts_with(verb))
        })
    })
}

fn deed(place: Option<&str>, told: &str) -> Option<Deed> {
    let acts = |person: &str, act: Act, words: String| {
        Some(Deed::Acts { place: place.map(str::to_owned), person: person.to_owned(), act, words })
    };
    for (act, before, behind) in TOLD {
        let words = told.split_once(before).filter(|(person, _)| !person.contains(':'));
        let words = words.and_then(|(person, rest)| Some((person, rest.strip_suffix(behind)?)));
        let is_bare = behind.is_empty() && !before.ends_with(' ');
        if let Some((person, words)) = words.filter(|(_, words)| words.is_empty() == is_bare) {
            return acts(person, act, words.to_owned());
        }
    }
    let (person, text) = told.split_once(": ")?;
    let text = text.replace("\n  | ", "\n").replace("\n  |", "\n");
    for (act, verb) in [(Act::Edits, " edits"), (Act::Replies, " replies")] {
        if let Some(person) = person.strip_suffix(verb) {
            return acts(person, act, text);
        }
    }
    acts(person, Act::Says, text)
}

fn happening(mark: &str) -> Result<Deed, String> {
    if let Some(group) = mark.strip_suffix(" becomes a supergroup") {
        return Ok(Deed::Upgrade { group: group.to_owned() });
    }
    if let Some(time) = mark.strip_suffix(" pass").or(mark.strip_suffix(" passes")) {
        let time =
            humantime::parse_duration(time).map_err(|error| format!("`{time}` is no time: {error}"))?;
        return Ok(Deed::Pass { time });
    }
    match mark {
        "restart" => Ok(Deed::Restart),
        "stop" => Ok(Deed::Stop),
        "kill" => Ok(Deed::Kill),
        _ => Err(format!(
            "`{mark}` is nothing that can happen: write `restart`, `stop`, `kill`, `Friends becomes a supergroup` or \
             `1h pass`"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_somebody_does_or_what_the_bot_is_to_do() {
        let pieces =
            read("# Hello\nFriends > Ann: a: b > c\n  | d\nBot to Bob: x\n  [Yes]\nAnn presses [Yes]\n")
                .unwrap();
        let says = Deed::Acts {
            place: Some("Friends".to_owned()),
            person: "Ann".to_owned(),
            act: Act::Says,
            words: "a: b > c\nd".to_owned(),
        };
        assert_eq!(pieces[0], Piece::Remark("# Hello".to_owned()));
        assert!(matches!(&pieces[1], Piece::Deed { deed, .. } if *deed == says));
        assert_eq!(pieces[2], Piece::Expected("Bot to Bob: x\n  [Yes]".to_owned()));
        let Piece::Deed { deed: Deed::Acts { act, words, .. }, .. } = &pieces[3] else { panic!() };
        assert_eq!((*act, words.as_str()), (Act::Presses, "Yes"));
    }

    #[test]
    fn what_people_do_is_read_with_its_words() {
        let told = [
            ("Ann presses [[Here]]", Act::PressesKey, "Here"),
            ("Ann Stone reacts 👍", Act::Reacts, "👍"),
            ("Ann votes [Tea] [Milk]", Act::Votes, "Tea] [Milk"),
            ("Ann types @bot green tea", Act::Types, "green tea"),
            ("Ann asks to be let in", Act::Asks, ""),
            ("Ann replies: pays [x]", Act::Replies, "pays [x]"),
            ("Ann: Bob pays", Act::Says, "Bob pays"),
        ];
        for (line, act, words) in told {
            let expected = Deed::Acts { place: None, person: String::new(), act, words: words.to_owned() };
            let Some(Deed::Acts { act, words, .. }) = deed(None, line) else { panic!("{line}") };
            assert_eq!(Deed::Acts { place: None, person: String::new(), act, words }, expected, "{line}");
        }
        assert_eq!(deed(None, "Ann pays me"), None);
    }

    #[test]
    fn a_line_that_means_nothing_is_named() {
        assert!(read("\nAnn says hello").unwrap_err().starts_with("2: `Ann says hello`"));
        assert!(read("-- rain --").unwrap_err().contains("nothing that can happen"));
    }
}
