//! Writes the descriptions of questions, and what makes values of their answers.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;

use super::super::check::rules::{days, files};
use super::super::model::{Body, Bounds, Closure, Number, Question, Source};
use crate::languages::Texts;
use crate::names::Names;
use crate::syntax::{self, Place};

/// The descriptions of all questions.
pub(super) fn questions(body: &Body, names: &Names) -> Vec<TokenStream> {
    (0..body.questions.len()).map(|index| question(body, index, names)).collect()
}

/// The fields with their values.
pub(super) fn fields(body: &Body) -> Vec<TokenStream> {
    let field = |(index, question): (usize, &Question)| {
        let (name, value) = (&question.name, value(question, index));
        quote!(#name: #value)
    };
    body.questions.iter().enumerate().map(field).collect()
}

/// Where the descriptions are found: `<Order as ::pouch::Survey>::SPEC.questions`.
pub(super) fn all(body: &Body, names: &Names) -> TokenStream {
    let Names { survey, section, .. } = names;
    let name = &body.name;
    if body.is_section {
        quote!(<#name as #section>::QUESTIONS)
    } else {
        quote!(<#name as #survey>::SPEC.questions)
    }
}

/// The value of a field, of the answers.
fn value(question: &Question, position: usize) -> TokenStream {
    let ty = match question.source {
        Source::Repeated(_) => &question.written,
        _ => &question.answer,
    };
    let place = Place::of(ty);
    let answer = quote!(__pouch_questions[#position].value::<#ty>(__pouch_answers, __pouch_prefix));
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
///     label: ::pouch::__private::Text(&[("", "Stars")]),
///     text: ::pouch::__private::Text(&[("", "How was the last one?")]),
///     ty: "Rating<5>",
///     optional: false,
///     role: ::pouch::__private::Role::Asked(::pouch::__private::Kind::of::<Rating<5>>()),
///     rules: ::pouch::__private::Rules::NONE,
///     when: ::core::option::Option::None,
/// }
/// ```
fn question(body: &Body, index: usize, names: &Names) -> TokenStream {
    let Names { question: question_type, survey_text, .. } = names;
    let question = &body.questions[index];
    let Question { optional, written, .. } = question;
    let name = question.name.unraw().to_string();
    let (label, text) = (question.label.pairs(), question.text.pairs());
    let ty = syntax::text_of(written);
    let (role, rules, when) = (role(body, index, names), rules(question, names), when(body, index, names));
    quote! {
        #question_type {
            name: #name,
            label: #survey_text(#label),
            text: #survey_text(#text),
            ty: #ty,
            optional: #optional,
            role: #role,
            rules: #rules,
            when: #when,
        }
    }
}

/// Where the value comes from.
fn role(body: &Body, index: usize, names: &Names) -> TokenStream {
    let Names { role, hidden, .. } = names;
    let question = &body.questions[index];
    let answer = &question.answer;
    let place = Place::of(answer);
    let Names { kind, survey_part, .. } = body.runtime.names_at(place.end());
    let kind = place.begin(quote_spanned!(place.end()=> #kind::of::<#answer>()));
    let part = place.begin(quote_spanned!(place.end()=> #survey_part::of::<#answer>()));
    match &question.source {
        Source::Asked => quote!(#role::Asked(#kind)),
        Source::Said => quote!(#role::Said),
        Source::Hidden => quote!(#role::Hidden(#kind, #hidden::<#answer>)),
        Source::Computed(closure) => {
            let compute = compute(body, index, closure, names);
            quote!(#role::Computed(#kind, #compute))
        }
        Source::Section => quote!(#role::Section(#part)),
        Source::Repeated(another) => {
            let repeat = repeat(question, another, names);
            quote!(#role::Repeated(#part, #repeat))
        }
    }
}

/// How often a section is asked.
fn repeat(question: &Question, another: &Texts, names: &Names) -> TokenStream {
    let Names { repeat, question: question_type, survey_text, role, kind, rules, .. } = names;
    let (least, most) = question.picks.as_ref().and_then(Bounds::counts).unwrap_or((0, usize::MAX));
    let most = most.min(MOST_ENTRIES);
    let (name, label, text) = (question.name.unraw().to_string(), question.label.pairs(), another.pairs());
    quote! {
        #repeat {
            gate: &#question_type {
                name: #name,
                label: #survey_text(#label),
                text: #survey_text(#text),
                ty: "bool",
                optional: false,
                role: #role::Asked(#kind::of::<bool>()),
                rules: #rules::NONE,
                when: ::core::option::Option::None,
            },
            least: #least,
            most: #most,
        }
    }
}

/// How many entries a repeated section has at most, where nothing says less.
const MOST_ENTRIES: usize = 100;

fn rules(question: &Question, names: &Names) -> TokenStream {
    let Names { rules, range, pattern, survey_text, day, .. } = names;
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
    let option = |texts: &Texts| {
        let pairs = texts.pairs();
        option((!texts.is_empty()).then(|| quote!(#survey_text(#pairs))))
    };
    let with = |method: TokenStream, given: &[&Texts]| {
        let texts = given.iter().map(|texts| option(texts));
        given.iter().any(|texts| !texts.is_empty()).then(|| quote!(.#method(#(#texts),*)))
    };
    let texts = with(quote!(with_texts), &[&question.placeholder, &question.error, &question.example]);
    let extras = with(quote!(with_extras), &[&question.none, &question.other]);
    let trim = question.trim.then(|| quote!(.trimmed()));
    let (days, file) = (days(question, day), file(question));
    quote!(#rules::NONE #length #picks #range #pattern #columns #texts #extras #trim #days #file)
}

fn option(value: Option<TokenStream>) -> TokenStream {
    let given = value.map(|value| quote!(::core::option::Option::Some(#value)));
    given.unwrap_or_else(|| quote!(::core::option::Option::None))
}

/// The first and the last day.
fn days(question: &Question, day: &TokenStream) -> Option<TokenStream> {
    let Question { first_day, last_day, .. } = question;
    let expand = |text: &Option<syn::LitStr>| {
        let read = text.as_ref().and_then(|text| days::read(&text.value()));
        option(read.map(|read| match read {
            days::Day::After(days) => quote!(#day::After(#days)),
            days::Day::On(year, month, date) => quote!(#day::On(#year, #month, #date)),
        }))
    };
    let (first, last) = (expand(first_day), expand(last_day));
    (first_day.is_some() || last_day.is_some()).then(|| quote!(.with_days(#first, #last)))
}

/// Of which kind and how large a file is.
fn file(question: &Question) -> Option<TokenStream> {
    let Question { mime, size, .. } = question;
    let kinds = mime.as_ref().and_then(|mime| files::kinds(&mime.value())).unwrap_or_default();
    let bytes = option(size.as_ref().and_then(|size| files::bytes(&size.value())).map(|size| quote!(#size)));
    (mime.is_some() || size.is_some()).then(|| quote!(.with_file(&[#(#kinds),*], #bytes)))
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

/// Expands to the answers before the question, as a struct of their own:
///
/// ```ignore
/// struct Earlier { name: String, stars: Rating<5> }
/// fn earlier(__pouch_answers: &::pouch::__private::Answers, __pouch_prefix: &str) -> ::core::option::Option<Earlier> { .. }
/// ```
fn earlier(body: &Body, index: usize, names: &Names) -> TokenStream {
    let Names { answers, .. } = names;
    let all = all(body, names);
    let earlier = &body.questions[..index];
    let (fields, types): (Vec<_>, Vec<_>) =
        earlier.iter().map(|question| (&question.name, &question.written)).unzip();
    let values = earlier.iter().enumerate().map(|(index, question)| value(question, index));
    quote! {
        #[allow(dead_code)]
        struct Earlier { #(#fields: #types),* }
        fn earlier(__pouch_answers: &#answers, __pouch_prefix: &str) -> ::core::option::Option<Earlier> {
            let __pouch_questions = #all;
            ::core::option::Option::Some(Earlier { #(#fields: #values),* })
        }
    }
}

/// Expands to:
///
/// ```ignore
/// ::core::option::Option::Some({
///     struct Earlier { .. }
///     fn earlier(..) -> ::core::option::Option<Earlier> { .. }
///     fn when(__pouch_answers: &::pouch::__private::Answers, __pouch_prefix: &str) -> bool {
///         let condition: fn(&Earlier) -> bool = |a| a.stars <= 2;
///         earlier(__pouch_answers, __pouch_prefix).is_some_and(|earlier| condition(&earlier))
///     }
///     when
/// })
/// ```
fn when(body: &Body, index: usize, names: &Names) -> TokenStream {
    let Some(condition) = &body.questions[index].condition else {
        return quote!(::core::option::Option::None);
    };
    let Names { answers, .. } = names;
    let (earlier, closure) = (earlier(body, index, names), &condition.tokens);
    quote! {
        ::core::option::Option::Some({
            #earlier
            fn when(__pouch_answers: &#answers, __pouch_prefix: &str) -> bool {
                let condition: fn(&Earlier) -> bool = #closure;
                earlier(__pouch_answers, __pouch_prefix).is_some_and(|earlier| condition(&earlier))
            }
            when
        })
    }
}

/// Expands to:
///
/// ```ignore
/// {
///     struct Earlier { .. }
///     fn earlier(..) -> ::core::option::Option<Earlier> { .. }
///     fn compute(
///         __pouch_answers: &::pouch::__private::Answers, __pouch_prefix: &str,
///     ) -> ::core::option::Option<::pouch::survey::Value> {
///         let compute: fn(&Earlier) -> u32 = |a| a.quantity * 2;
///         QUESTIONS[3].write(&compute(&earlier(__pouch_answers, __pouch_prefix)?))
///     }
///     compute
/// }
/// ```
fn compute(body: &Body, index: usize, closure: &Closure, names: &Names) -> TokenStream {
    let Names { answers, value, .. } = names;
    let (earlier, all) = (earlier(body, index, names), all(body, names));
    let (closure, ty) = (&closure.tokens, &body.questions[index].answer);
    quote! {
        {
            #earlier
            fn compute(__pouch_answers: &#answers, __pouch_prefix: &str) -> ::core::option::Option<#value> {
                let compute: fn(&Earlier) -> #ty = #closure;
                #all[#index].write(&compute(&earlier(__pouch_answers, __pouch_prefix)?))
            }
            compute
        }
    }
}
