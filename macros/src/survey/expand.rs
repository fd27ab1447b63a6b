//! Writes what makes a struct a survey. Nothing here can fail.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::LitStr;
use syn::ext::IdentExt;

use super::model::{Bounds, Number, Question, Survey};
use super::terms;
use crate::names::Names;
use crate::spelling;
use crate::syntax::{self, Place};

/// Expands to:
///
/// ```ignore
/// const _: () = {
///     impl ::pouch::Survey for Order { .. }
///     impl ::pouch::__private::Handler for Order { .. }
/// };
/// ```
pub(super) fn survey(survey: &Survey) -> TokenStream {
    let names = survey.runtime.names();
    let (as_survey, as_handler) = (as_survey(survey, &names), as_handler(survey, &names));
    in_block(&quote!(#as_survey #as_handler))
}

/// Expands to implementations that are never run, so that the struct's uses are not reported, too.
pub(super) fn stand_in(survey: &Survey) -> TokenStream {
    let names = survey.runtime.names();
    let Names {
        call,
        condition,
        future,
        handler,
        route,
        spec,
        survey: survey_trait,
        tag,
        terms,
        trigger,
        ..
    } = &names;
    let (name, shown) = (&survey.name, survey.name.unraw().to_string());
    let (parameters, arguments, conditions) = survey.generics.split_for_impl();
    let place = place(survey);
    in_block(&quote! {
        impl #parameters #survey_trait for #name #arguments #conditions {
            const SPEC: &'static #spec = &#spec {
                path: "", name: #shown, title: "", command: "", version: 0, review: false, terms: #terms::NONE,
                tag: #tag::of("", &[]), questions: &[], build: |_| ::core::option::Option::None,
            };
        }
        impl #parameters #handler for #name #arguments #conditions {
            const ROUTE: #route = #route {
                trigger: #trigger::Broken, #place
                description: "", hidden: true, condition: #condition::NONE, arguments: &[], borrows: &[],
            };
            fn call(_: &#call) -> #future<'_> {
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

/// Expands to:
///
/// ```ignore
/// impl ::pouch::Survey for Order {
///     const SPEC: &'static ::pouch::__private::Spec = &::pouch::__private::Spec {
///         build: |__pouch_answers| {
///             let __pouch_spec = <Order as ::pouch::Survey>::SPEC;
///             ::core::option::Option::Some(::std::boxed::Box::new(Order {
///                 name: __pouch_spec.answer::<String>(0, __pouch_answers)?,
///                 complaint: __pouch_spec.answer::<String>(1, __pouch_answers),
///             }))
///         },
///         ..
///     };
/// }
/// ```
fn as_survey(survey: &Survey, names: &Names) -> TokenStream {
    let Names { survey: survey_trait, spec, tag, .. } = names;
    let terms = terms::expand(&survey.terms, names);
    let Survey { name, command, review, title, .. } = survey;
    let (shown, title) = (name.unraw().to_string(), &title.text);
    let version = survey.version.as_ref().map_or_else(|| quote!(1), |version| quote!(#version));
    let questions = survey.questions.iter().enumerate().map(|(index, _)| question(survey, index, names));
    let fields = survey.questions.iter().enumerate().map(|(index, question)| {
        let (name, value) = (&question.name, value(question, index));
        quote!(#name: #value)
    });
    quote! {
        #[automatically_derived]
        impl #survey_trait for #name {
            const SPEC: &'static #spec = &#spec {
                path: ::core::concat!(::core::module_path!(), "::", #shown),
                name: #shown,
                title: #title,
                command: #command,
                version: #version,
                review: #review,
                terms: #terms,
                tag: #tag::of(#shown, &["a survey"]),
                questions: &[#(#questions),*],
                build: |__pouch_answers| {
                    let __pouch_spec = <#name as #survey_trait>::SPEC;
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
        condition,
        runs,
        memory,
        counts,
        call,
        future,
        conduct,
        survey: survey_trait,
        ..
    } = names;
    let Survey { name, hidden, title, .. } = survey;
    let (place, title) = (place(survey), &title.text);
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
                hidden: #hidden,
                condition: #condition::NONE,
                arguments: &[],
                borrows: &[#runs #memory #counts],
            };
            fn call(__pouch_call: &#call) -> #future<'_> {
                ::std::boxed::Box::pin(#conduct(__pouch_call, #spec))
            }
        }
    }
}

/// The fields of a route that say where the struct stands.
fn place(survey: &Survey) -> TokenStream {
    let (name, shown) = (&survey.name, survey.name.unraw().to_string());
    let line = quote_spanned!(name.span()=> ::core::line!());
    quote! {
        function: ::core::concat!(::core::module_path!(), "::", #shown),
        file: ::core::file!(),
        line: #line,
    }
}

/// The value of a field, of the answers.
fn value(question: &Question, position: usize) -> TokenStream {
    let ty = &question.answer;
    let place = Place::of(ty);
    let answer = quote!(__pouch_spec.answer::<#ty>(#position, __pouch_answers));
    match (question.optional, question.default) {
        (true, _) => answer,
        (false, true) => quote_spanned!(place.end()=> #answer.unwrap_or_default()),
        (false, false) => quote!(#answer?),
    }
}

/// Expands to:
///
/// ```ignore
/// ::pouch::__private::Question {
///     name: "stars",
///     label: "Stars",
///     text: "How was the last one?",
///     ty: "Rating<5>",
///     optional: false,
///     kind: ::pouch::__private::Kind::of::<Rating<5>>(),
///     rules: ::pouch::__private::Rules::NONE,
///     when: ::core::option::Option::None,
/// }
/// ```
fn question(survey: &Survey, index: usize, names: &Names) -> TokenStream {
    let Names { question: question_type, .. } = names;
    let question = &survey.questions[index];
    let Question { text, optional, answer, written, .. } = question;
    let name = question.name.unraw().to_string();
    let label = question.label.as_ref().map_or_else(|| capitalized(&name), LitStr::value);
    let ty = syntax::text_of(written);
    let place = Place::of(answer);
    let Names { kind, .. } = survey.runtime.names_at(place.end());
    let kind = place.begin(quote_spanned!(place.end()=> #kind::of::<#answer>()));
    let (rules, when) = (rules(question, names), when(survey, index, names));
    quote! {
        #question_type {
            name: #name,
            label: #label,
            text: #text,
            ty: #ty,
            optional: #optional,
            kind: #kind,
            rules: #rules,
            when: #when,
        }
    }
}

/// A field's name as people read it: `Last name` for `last_name`.
fn capitalized(name: &str) -> String {
    let label = spelling::to_label(name);
    let mut letters = label.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn rules(question: &Question, names: &Names) -> TokenStream {
    let Names { rules, range, pattern, .. } = names;
    let counts = |bounds: &Option<Bounds>| bounds.as_ref().and_then(Bounds::counts);
    let length = counts(&question.length).map(|(least, most)| quote!(.with_length(#least, #most)));
    let picks = counts(&question.picks).map(|(least, most)| quote!(.with_picks(#least, #most)));
    let range = question.range.as_ref().map(|bounds| {
        let range = self::range(bounds, range);
        quote!(.with_range(#range))
    });
    let pattern = question.pattern.as_ref().map(|source| {
        quote!(.with_pattern({
            fn pattern() -> &'static #pattern {
                static PATTERN: #pattern = #pattern::new(#source);
                &PATTERN
            }
            pattern
        }))
    });
    let columns = question.columns.as_ref().map(|columns| quote!(.with_columns(#columns)));
    let Question { placeholder, error, example, .. } = question;
    let texts = [placeholder, error, example].iter().any(|text| text.is_some()).then(|| {
        let [placeholder, error, example] = [placeholder, error, example].map(|text| option(text.as_ref()));
        quote!(.with_texts(#placeholder, #error, #example))
    });
    quote!(#rules::NONE #length #picks #range #pattern #columns #texts)
}

fn option(text: Option<&LitStr>) -> TokenStream {
    let given = text.map(|text| quote!(::core::option::Option::Some(#text)));
    given.unwrap_or_else(|| quote!(::core::option::Option::None))
}

fn range(bounds: &Bounds, range: &TokenStream) -> TokenStream {
    let numbers = [bounds.least, bounds.most];
    if numbers.iter().flatten().any(|number| matches!(number, Number::Decimal(_))) {
        let decimal = |number: Option<Number>, missing: f64| {
            Literal::f64_suffixed(number.map_or(missing, Number::as_decimal))
        };
        let (least, most) = (decimal(bounds.least, f64::MIN), decimal(bounds.most, f64::MAX));
        return quote!(#range::Decimal(#least, #most));
    }
    let whole = |number: Option<Number>, missing: i128| match number {
        Some(Number::Whole(number)) => number,
        _ => missing,
    };
    let (least, most) = (whole(bounds.least, i128::MIN), whole(bounds.most, i128::MAX));
    quote!(#range::Whole(#least, #most))
}

/// Expands to:
///
/// ```ignore
/// ::core::option::Option::Some({
///     struct Earlier { name: String, stars: Rating<5> }
///     fn earlier(__pouch_answers: &::pouch::__private::Answers) -> ::core::option::Option<Earlier> { .. }
///     fn when(__pouch_answers: &::pouch::__private::Answers) -> bool {
///         let condition: fn(&Earlier) -> bool = |a| a.stars <= 2;
///         earlier(__pouch_answers).is_some_and(|earlier| condition(&earlier))
///     }
///     when
/// })
/// ```
fn when(survey: &Survey, index: usize, names: &Names) -> TokenStream {
    let Some(condition) = &survey.questions[index].condition else {
        return quote!(::core::option::Option::None);
    };
    let Names { answers, survey: survey_trait, .. } = names;
    let name = &survey.name;
    let earlier = &survey.questions[..index];
    let (fields, types): (Vec<_>, Vec<_>) =
        earlier.iter().map(|question| (&question.name, &question.written)).unzip();
    let values = earlier.iter().enumerate().map(|(index, question)| value(question, index));
    let closure = &condition.tokens;
    quote! {
        ::core::option::Option::Some({
            #[allow(dead_code)]
            struct Earlier { #(#fields: #types),* }
            fn earlier(__pouch_answers: &#answers) -> ::core::option::Option<Earlier> {
                let __pouch_spec = <#name as #survey_trait>::SPEC;
                ::core::option::Option::Some(Earlier { #(#fields: #values),* })
            }
            fn when(__pouch_answers: &#answers) -> bool {
                let condition: fn(&Earlier) -> bool = #closure;
                earlier(__pouch_answers).is_some_and(|earlier| condition(&earlier))
            }
            when
        })
    }
}
