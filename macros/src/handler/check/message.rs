//! Which messages a handler is for, and what it takes from their text.

use super::super::contents::WITH_TEXT;
use super::super::model::{Argument, Count, Group, Handler, Messages, Pattern};
use crate::errors::{Errors, Mistake};
use crate::spelling;
use crate::syntax;

pub(super) fn check(messages: &Messages, handler: &Handler, errors: &mut Errors) {
    if let Some(album) = messages.album.as_ref().filter(|_| messages.edited) {
        let mistake = Mistake::new("what is edited is one message of an album, never all of it");
        errors.report(album, mistake.help("leave out `album`, or `edited`"));
    }
    let Some(pattern) = &messages.pattern else { return };
    check_has_text(messages, pattern, errors);
    if let Some(groups) = &pattern.groups {
        check_groups(pattern, groups, handler, errors);
        handler.arguments().for_each(|argument| check_argument(argument, groups, errors));
    }
}

/// An expression is matched with a text, so each content has to have one.
fn check_has_text(messages: &Messages, pattern: &Pattern, errors: &mut Errors) {
    let wordless = messages.contents.iter().find(|content| !WITH_TEXT.iter().any(|name| *content == name));
    if let Some(content) = wordless {
        let mistake = Mistake::new(format!("a message with `{content}` has no text to match"));
        errors.report(&pattern.source, mistake.help(format_args!("leave out `regex`, or `{content}`")));
    }
}

/// Each named group is a parameter.
fn check_groups(pattern: &Pattern, groups: &[Group], handler: &Handler, errors: &mut Errors) {
    let is_taken = |group: &&Group| handler.arguments().any(|argument| argument.shown() == group.name);
    for Group { name, optional } in groups.iter().filter(|group| !is_taken(group)) {
        let ty = if *optional { "Option<String>" } else { "String" };
        let mistake = Mistake::new(format!("the group `{name}` has no parameter"));
        let help = format!("add `{name}: {ty}`, or leave its name out: `(..)`");
        errors.report(&pattern.source, mistake.help(help));
    }
}

/// Each parameter by value is a named group, and may be missing where the group may.
fn check_argument(argument: &Argument, groups: &[Group], errors: &mut Errors) {
    let shown = argument.shown();
    let value = syntax::text_of(&argument.value);
    let Some(group) = groups.iter().find(|group| group.name == shown) else {
        let names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
        let mistake = Mistake::new(format!("the regular expression has no group `{shown}`"));
        let mistake = match spelling::closest(&shown, &names) {
            Some(meant) => mistake.help(format_args!("did you mean `{meant}`?")),
            None => mistake.help(format_args!("write `(?<{shown}>..)` around what it is to capture")),
        };
        return errors.report(&argument.name, mistake);
    };
    let (wrong, help) = match argument.count {
        Count::Remaining => (
            format!("the group `{shown}` captures one text"),
            "write `String`, and split it in the function".to_owned(),
        ),
        Count::One if group.optional => {
            (format!("the group `{shown}` may be missing in a match"), format!("write `Option<{value}>`"))
        }
        _ => return,
    };
    errors.report(&argument.written, Mistake::new(wrong).help(help));
}
