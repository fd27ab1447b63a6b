//! What a condition reads: answers to earlier questions, and nothing else.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;

use super::model::Survey;
use crate::errors::{Errors, Mistake};
use crate::spelling;

/// Reports fields that the condition of the question at `index` can't read.
pub(super) fn check(survey: &Survey, index: usize, errors: &mut Errors) {
    let question = &survey.questions[index];
    let Some(condition) = &question.condition else { return };
    let mut read = Vec::new();
    fields(condition.body.to_token_stream(), &condition.answers, &mut read);
    if read.is_empty() {
        let mistake = Mistake::new(format!("`when` of `{}` reads no answer", question.name));
        errors.report(&condition.tokens, mistake.help("decide by an answer before it: `|a| a.name ..`"));
    }
    for field in read {
        let position = survey.questions.iter().position(|other| other.name == field);
        let Some(mistake) = mistake(survey, index, position, &field) else { continue };
        errors.report(field, mistake);
    }
}

fn mistake(survey: &Survey, index: usize, position: Option<usize>, field: &Ident) -> Option<Mistake> {
    let name = &survey.questions[index].name;
    match position {
        Some(position) if position < index => None,
        Some(position) if position == index => Some(
            Mistake::new(format!("`{name}` can't decide whether `{name}` is asked"))
                .help("decide by an answer before it"),
        ),
        Some(_) => Some(
            Mistake::new(format!(
                "`{field}` is asked after `{name}`, so it can't decide whether that is asked"
            ))
            .help(format_args!("move the field `{field}` above `{name}`")),
        ),
        None => {
            let mistake = Mistake::new(format!("`{}` asks for no `{field}`", survey.name));
            let names: Vec<String> =
                survey.questions[..index].iter().map(|question| question.name.to_string()).collect();
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
