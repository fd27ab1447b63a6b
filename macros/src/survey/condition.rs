//! What a condition reads: answers to earlier questions, and nothing else.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;

use super::model::{Body, Closure, Source};
use crate::errors::{Errors, Mistake};
use crate::spelling;

/// Reports fields that the closures of the question at `index` can't read.
pub(super) fn check(body: &Body, index: usize, errors: &mut Errors) {
    let question = &body.questions[index];
    if let Some(condition) = &question.condition {
        check_closure(body, index, condition, ("decide whether that is asked", "decides"), errors);
    }
    if let Source::Computed(closure) = &question.source {
        check_closure(body, index, closure, ("make it", "makes"), errors);
    }
}

fn check_closure(body: &Body, index: usize, closure: &Closure, what: (&str, &str), errors: &mut Errors) {
    let name = &body.questions[index].name;
    let is_computed = what.1 == "makes";
    let mut read = Vec::new();
    fields(closure.body.to_token_stream(), &closure.answers, &mut read);
    if read.is_empty() {
        let mistake = if is_computed {
            Mistake::new(format!("`{name}` is computed of no answer"))
        } else {
            Mistake::new(format!("`when` of `{name}` reads no answer"))
        };
        let help = if is_computed { "compute it" } else { "decide" };
        errors.report(
            &closure.tokens,
            mistake.help(format_args!("{help} by an answer before it: `|a| a.name ..`")),
        );
    }
    for field in read {
        let position = body.questions.iter().position(|other| other.name == field);
        let Some(mistake) = mistake(body, index, position, &field, what.0) else { continue };
        errors.report(field, mistake);
    }
}

fn mistake(body: &Body, index: usize, position: Option<usize>, field: &Ident, what: &str) -> Option<Mistake> {
    let name = &body.questions[index].name;
    match position {
        Some(position) if position < index => None,
        Some(position) if position == index => Some(
            Mistake::new(format!("`{name}` can't {}", what.replace("that", &format!("`{name}`"))))
                .help("decide by an answer before it"),
        ),
        Some(_) => Some(
            Mistake::new(format!("`{field}` is asked after `{name}`, so it can't {what}"))
                .help(format_args!("move the field `{field}` above `{name}`")),
        ),
        None => {
            let mistake = Mistake::new(format!("`{}` asks for no `{field}`", body.name));
            let names: Vec<String> =
                body.questions[..index].iter().map(|question| question.name.to_string()).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            Some(match spelling::closest(&field.to_string(), &names) {
                Some(meant) => mistake.help(format_args!("did you mean `{meant}`?")),
                None if names.is_empty() => {
                    mistake.help("the first question is always asked: leave `when` out")
                }
                None => mistake.help(format_args!("the answers before it are {}", spelling::list(&names))),
            })
        }
    }
}

/// Every `x` of an `answers.x` that is no call.
fn fields(tokens: TokenStream, answers: &Ident, found: &mut Vec<Ident>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        match (token, tokens.get(at + 1), tokens.get(at + 2), tokens.get(at + 3)) {
            (TokenTree::Group(group), ..) => fields(group.stream(), answers, found),
            (TokenTree::Ident(name), Some(TokenTree::Punct(dot)), Some(TokenTree::Ident(field)), next)
                if name == answers && dot.as_char() == '.' =>
            {
                let is_call = matches!(next, Some(TokenTree::Group(group)) if group.delimiter() == proc_macro2::Delimiter::Parenthesis);
                if !is_call {
                    found.push(field.clone());
                }
            }
            _ => {}
        }
    }
}
