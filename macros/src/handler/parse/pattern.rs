//! Reads a regular expression, as the `regex` package does when the bot runs.

use regex_syntax::hir::{Hir, HirKind};
use regex_syntax::{Error, Parser};

use super::super::model::Group;
use crate::errors::Mistake;

/// The longest expression, in bytes: more belongs in code.
const LENGTH_MAX: usize = 2000;

/// How much of an expression is shown around the place where it is wrong, in characters.
const SHOWN: usize = 20;

/// The named groups of an expression.
pub(crate) fn groups(source: &str) -> Result<Vec<Group>, Mistake> {
    if source.len() > LENGTH_MAX {
        let mistake = Mistake::new(format!("a regular expression of {} bytes is too long", source.len()));
        return Err(mistake
            .help("match less, and take the text apart in the function")
            .note(format_args!("up to {LENGTH_MAX} bytes are allowed")));
    }
    let expression = Parser::new().parse(source).map_err(|error| wrong(source, &error))?;
    let mut groups = Vec::new();
    collect(&expression, false, &mut groups);
    Ok(groups)
}

/// Adds the named groups of a part, which need not take part in a match if it is `optional`.
fn collect(part: &Hir, optional: bool, groups: &mut Vec<Group>) {
    match part.kind() {
        HirKind::Capture(capture) => {
            let name = capture.name.as_deref().map(ToOwned::to_owned);
            groups.extend(name.map(|name| Group { name, optional }));
            collect(&capture.sub, optional, groups);
        }
        HirKind::Repetition(repetition) => collect(&repetition.sub, optional || repetition.min == 0, groups),
        HirKind::Concat(parts) => parts.iter().for_each(|part| collect(part, optional, groups)),
        HirKind::Alternation(parts) => parts.iter().for_each(|part| collect(part, true, groups)),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => {}
    }
}

fn wrong(source: &str, error: &Error) -> Mistake {
    let (what, start) = match error {
        Error::Parse(error) => (error.kind().to_string(), error.span().start.offset),
        Error::Translate(error) => (error.kind().to_string(), error.span().start.offset),
        other => (other.to_string(), 0),
    };
    let what = what.lines().next().unwrap_or_default().to_owned();
    let place: String = source.get(start..).unwrap_or_default().chars().take(SHOWN).collect();
    let mistake = Mistake::new(format!("this regular expression can't be read: {what}"));
    let mistake = if place.is_empty() {
        mistake.help("look at its end")
    } else {
        mistake.help(format_args!("look at `{place}`"))
    };
    mistake.note("the syntax is that of the `regex` package: no look-around, no backreferences")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(source: &str) -> String {
        let describe = |group: Group| format!("{}{}", group.name, if group.optional { "?" } else { "" });
        groups(source).ok().unwrap().into_iter().map(describe).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_group_that_a_match_can_do_without_is_optional() {
        assert_eq!(described(r"^in (?<n>\d+)( (?<unit>h|min))? (?<what>.+)$"), "n unit? what");
        assert_eq!(described("(?<a>x)|(?<b>y)"), "a? b?");
        assert_eq!(described("(?<a>x)+(?<b>y)*(?:(?<c>z)){0,3}(d)"), "a b? c?");
    }

    #[test]
    fn what_the_runtime_could_not_read_is_refused() {
        for source in ["(", "a(?=b)", r"(a)\1", "(?<a>x)(?<a>y)", r"\p{Nonsense}", "x{5,1}"] {
            assert!(groups(source).is_err(), "{source}");
        }
        assert!(groups(&"x".repeat(LENGTH_MAX + 1)).is_err());
        assert!(groups(r"(?i)^\p{L}\p{Cyrillic}\w$").is_ok());
    }
}
