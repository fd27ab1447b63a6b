//! Writes what makes a struct a survey or a section of one. Nothing here can fail.

mod question;

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::LitStr;
use syn::ext::IdentExt;

use super::model::{Body, Survey};
use super::terms;
use crate::names::Names;

/// Expands to:
///
/// ```ignore
/// const _: () = {
///     impl ::pouch::Survey for Order { .. }
///     impl ::pouch::__private::Handler for Order { .. }
/// };
/// ```
pub(super) fn survey(survey: &Survey) -> TokenStream {
    let names = survey.body.runtime.names();
    let (as_survey, as_handler) = (as_survey(survey, &names), as_handler(survey, &names));
    let languages = check_languages(&survey.body, &names);
    let words = check_words(survey);
    in_block(&quote!(#as_survey #as_handler #languages #words))
}

/// Expands to:
///
/// ```ignore
/// const _: () = {
///     impl ::pouch::Section for Address { .. }
/// };
/// ```
pub(super) fn section(body: &Body) -> TokenStream {
    let names = body.runtime.names();
    let Names { section: section_trait, question: question_type, answers, .. } = &names;
    let (name, languages) = (&body.name, languages(body));
    let (questions, fields) = (question::questions(body, &names), question::fields(body));
    let checked = check_languages(body, &names);
    in_block(&quote! {
        #[automatically_derived]
        impl #section_trait for #name {
            const QUESTIONS: &'static [#question_type] = &[#(#questions),*];
            const LANGUAGES: &'static [&'static str] = &[#(#languages),*];
            fn build(__pouch_answers: &#answers, __pouch_prefix: &str) -> ::core::option::Option<Self> {
                let __pouch_questions = <Self as #section_trait>::QUESTIONS;
                ::core::option::Option::Some(#name { #(#fields),* })
            }
        }
        #checked
    })
}

/// Expands to implementations that are never run, so that the struct's uses are not reported, too.
pub(super) fn stand_in(survey: &Survey) -> TokenStream {
    let body = &survey.body;
    let names = body.runtime.names();
    let Names {
        call,
        future,
        handler,
        route,
        spec,
        survey: survey_trait,
        survey_text,
        tag,
        terms,
        trigger,
        ..
    } = &names;
    let (name, shown) = (&body.name, body.name.unraw().to_string());
    let (parameters, arguments, conditions) = body.generics.split_for_impl();
    let place = place(body);
    in_block(&quote! {
        impl #parameters #survey_trait for #name #arguments #conditions {
            const SPEC: &'static #spec = &#spec {
                path: "", name: #shown, title: #survey_text(&[]), command: "", version: 0, review: false,
                terms: #terms::NONE, tag: #tag::of("", &[]), languages: &[], words: &[], questions: &[],
                build: |_| ::core::option::Option::None,
            };
        }
        impl #parameters #handler for #name #arguments #conditions {
            const ROUTE: #route = #route {
                trigger: #trigger::Broken, #place
                hidden: true, ..#route::NONE
            };
            fn call(_: &#call) -> #future<'_> {
                ::core::unreachable!()
            }
        }
    })
}

/// The same for a section.
pub(super) fn section_stand_in(body: &Body) -> TokenStream {
    let names = body.runtime.names();
    let Names { section: section_trait, question: question_type, answers, .. } = &names;
    let name = &body.name;
    let (parameters, arguments, conditions) = body.generics.split_for_impl();
    in_block(&quote! {
        impl #parameters #section_trait for #name #arguments #conditions {
            const QUESTIONS: &'static [#question_type] = &[];
            const LANGUAGES: &'static [&'static str] = &[];
            fn build(_: &#answers, _: &str) -> ::core::option::Option<Self> {
                ::core::unreachable!()
            }
        }
    })
}

fn in_block(items: &TokenStream) -> TokenStream {
    quote! {
        #[allow(deprecated, unused_qualifications, clippy::all, clippy::pedantic)]
        const _: () = { #items };
    }
}

fn languages(body: &Body) -> Vec<String> {
    body.languages.0.iter().map(LitStr::value).collect()
}

/// Refuses types whose labels are not in all languages. Expands to, for each question:
///
/// ```ignore
/// const _: () = (::pouch::__private::check_languages)(&QUESTIONS[1], "size", &["en", "de"]);
/// ```
fn check_languages(body: &Body, names: &Names) -> TokenStream {
    let languages = languages(body);
    if languages.is_empty() {
        return TokenStream::new();
    }
    let all = question::all(body, names);
    let checks = body.questions.iter().enumerate().map(|(index, question)| {
        let place = crate::syntax::Place::of(&question.written);
        let Names { check_languages, .. } = body.runtime.names_at(place.end());
        quote_spanned!(place.end()=> const _: () = (#check_languages)(&#all[#index], &[#(#languages),*]);)
    });
    checks.collect()
}

/// Refuses languages that Pouch has no words in, and nobody has given any. Expands to, for each language:
///
/// ```ignore
/// const _: () = (::pouch::__private::check_words)("fr", &[&FR]);
/// ```
fn check_words(survey: &Survey) -> TokenStream {
    let words = &survey.words;
    let checks = survey.body.languages.0.iter().map(|language| {
        let Names { check_words, .. } = survey.body.runtime.names_at(language.span());
        let name = language.value();
        let given = words.clone().unwrap_or_else(|| quote!([]));
        quote_spanned!(language.span()=> const _: () = (#check_words)(#name, &#given);)
    });
    checks.collect()
}

/// Expands to:
///
/// ```ignore
/// impl ::pouch::Survey for Order {
///     const SPEC: &'static ::pouch::__private::Spec = &::pouch::__private::Spec {
///         questions: &[..],
///         build: |__pouch_answers| {
///             let __pouch_questions = <Order as ::pouch::Survey>::SPEC.questions;
///             let __pouch_prefix = "";
///             ::core::option::Option::Some(::std::boxed::Box::new(Order {
///                 name: __pouch_questions[0usize].value::<String>(__pouch_answers, __pouch_prefix)?,
///                 complaint: __pouch_questions[1usize].value::<String>(__pouch_answers, __pouch_prefix),
///             }))
///         },
///         ..
///     };
/// }
/// ```
fn as_survey(survey: &Survey, names: &Names) -> TokenStream {
    let Names { survey: survey_trait, spec, survey_text, tag, .. } = names;
    let terms = terms::expand(&survey.terms, names);
    let Survey { body, command, review, .. } = survey;
    let (name, shown, title) = (&body.name, body.name.unraw().to_string(), survey.title.pairs());
    let version = survey.version.as_ref().map_or_else(|| quote!(1), |version| quote!(#version));
    let languages = languages(body);
    let words = survey.words.clone().unwrap_or_else(|| quote!([]));
    let (questions, fields) = (question::questions(body, names), question::fields(body));
    quote! {
        #[automatically_derived]
        impl #survey_trait for #name {
            const SPEC: &'static #spec = &#spec {
                path: ::core::concat!(::core::module_path!(), "::", #shown),
                name: #shown,
                title: #survey_text(#title),
                command: #command,
                version: #version,
                review: #review,
                terms: #terms,
                tag: #tag::of(#shown, &["a survey"]),
                languages: &[#(#languages),*],
                words: &#words,
                questions: &[#(#questions),*],
                build: |__pouch_answers| {
                    let __pouch_questions = <#name as #survey_trait>::SPEC.questions;
                    let __pouch_prefix = "";
                    ::core::option::Option::Some(::std::boxed::Box::new(#name { #(#fields),* }))
                },
            };
        }
    }
}

/// Expands to:
///
/// ```ignore
/// impl ::pouch::__private::Handler for Order {
///     const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
///         trigger: ::pouch::__private::Trigger::Survey { path: .., command: "order", tag: .. },
///         ..
///     };
///     fn call(__pouch_call: &::pouch::__private::Call) -> ::pouch::__private::HandlerFuture<'_> {
///         ::std::boxed::Box::pin(::pouch::__private::conduct(__pouch_call, <Self as ::pouch::Survey>::SPEC))
///     }
/// }
/// ```
fn as_handler(survey: &Survey, names: &Names) -> TokenStream {
    let Names {
        handler,
        route,
        trigger,
        runs,
        memory,
        counts,
        preferences,
        call,
        future,
        conduct,
        survey: survey_trait,
        ..
    } = names;
    let Survey { body, hidden, .. } = survey;
    let (name, place) = (&body.name, place(body));
    let title = survey.title.plain().map(LitStr::value).unwrap_or_default();
    let translations = translations(survey).into_iter().map(|(language, text)| quote!((#language, #text)));
    let spec = quote!(<Self as #survey_trait>::SPEC);
    let memory = survey.terms.have_memory().then(|| quote!(, #memory));
    let counts = survey.terms.limit.as_ref().map(|_| quote!(, #counts));
    quote! {
        #[automatically_derived]
        impl #handler for #name {
            const ROUTE: #route = #route {
                trigger: #trigger::Survey { path: #spec.path, command: #spec.command, tag: #spec.tag },
                #place
                description: #title,
                translations: &[#(#translations),*],
                hidden: #hidden,
                borrows: &[#runs, #preferences #memory #counts],
                ..#route::NONE
            };
            fn call(__pouch_call: &#call) -> #future<'_> {
                ::std::boxed::Box::pin(#conduct(__pouch_call, #spec))
            }
        }
    }
}

/// The title in the languages that command menus know, which have two letters, beside that of everybody else.
fn translations(survey: &Survey) -> Vec<(&str, &LitStr)> {
    let mut titles: Vec<(&str, &LitStr)> = Vec::new();
    for (language, text) in &survey.title.all {
        let short = language.split('-').next().unwrap_or_default();
        if titles.iter().all(|(known, _)| *known != short) {
            titles.push((short, text));
        }
    }
    titles.into_iter().skip(1).filter(|(short, _)| short.len() == 2).collect()
}

/// The fields of a route that say where the struct stands.
fn place(body: &Body) -> TokenStream {
    let (name, shown) = (&body.name, body.name.unraw().to_string());
    let line = quote_spanned!(name.span()=> ::core::line!());
    quote! {
        function: ::core::concat!(::core::module_path!(), "::", #shown),
        file: ::core::file!(),
        line: #line,
    }
}
