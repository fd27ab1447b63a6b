//! The function that runs a handler.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Ident, ReturnType};

use super::super::model::{Argument, Borrow, Count, Handler, Parameter, Source, Trigger};
use super::{button, condition};
use crate::names::{Names, Runtime};
use crate::syntax::Place;

/// Expands to:
///
/// ```ignore
/// fn call(__pouch_call: &::pouch::__private::Call) -> ::pouch::__private::HandlerFuture<'_> {
///     ::std::boxed::Box::pin(async move {
///         let mut __pouch_words = __pouch_call.words(&<put as ::pouch::__private::Handler>::ROUTE);
///         let __pouch_parameter_1 = __pouch_words.last(<String as ::pouch::FromArg>::from_arg, <String as ::pouch::FromArg>::TAKES_REST)?;
///         __pouch_words.end()?;
///         let mut __pouch_parameter_0 = <Shelf as ::pouch::__private::LendMut>::take(__pouch_call).await?;
///         let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
///         let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
///         __pouch_answer(put(&mut *__pouch_parameter_0, __pouch_parameter_1), &mut __pouch_outcome)?;
///         __pouch_outcome.keep(__pouch_parameter_0)?;
///         ::core::result::Result::Ok(__pouch_outcome)
///     })
/// }
/// ```
pub(super) fn function(handler: &Handler, names: &Names) -> TokenStream {
    let Names { call: call_type, future, outcome: outcome_type, .. } = names;
    let (call, outcome) = (variable("call"), variable("outcome"));
    let words = read_words(handler, names);
    let fields = read_fields(handler);
    let captures = read_captures(handler);
    let survey = read_survey(handler);
    let timer = read_timer(handler);
    let lend = lend(handler);
    let answer = answer(handler);
    let keep = keep(handler);
    let body = quote! {
        #words
        #fields
        #captures
        #survey
        #timer
        #lend
        let mut #outcome = #outcome_type::new(#call);
        #answer
        #keep
        ::core::result::Result::Ok(#outcome)
    };
    // Where the future is not `Send`, rustc underlines this expression, and then says why: so the function's name.
    let boxed = quote_spanned!(handler.function.name().span()=> ::std::boxed::Box::pin(async move { #body }));
    quote! {
        fn call(#call: &#call_type) -> #future<'_> {
            #boxed
        }
    }
}

/// A local variable, of the same meaning wherever it is used, and without any for the user's tokens.
fn variable(what: &str) -> Ident {
    format_ident!("__pouch_{what}", span = Span::mixed_site())
}

/// The local variable that holds a parameter, or the guard of what it borrows; errors show it at the type.
fn parameter(index: usize, place: Place) -> Ident {
    format_ident!("__pouch_parameter_{index}", span = place.end())
}

/// Reads the arguments by value, which only a command has.
fn read_words(handler: &Handler, names: &Names) -> TokenStream {
    if !matches!(handler.trigger, Trigger::Command(_)) {
        return TokenStream::new();
    }
    let Names { handler: handler_trait, .. } = names;
    let (call, words, name) = (variable("call"), variable("words"), handler.function.name());
    let mut left = handler.arguments().count();
    let reads = handler.parameters.iter().enumerate().filter_map(|(index, parameter)| {
        let Source::Typed(argument) = &parameter.source else { return None };
        left -= 1;
        Some(read_word(index, argument, left == 0, &handler.runtime))
    });
    let reads: TokenStream = reads.collect();
    let read = quote! {
        let mut #words = #call.words(&<#name as #handler_trait>::ROUTE);
        #reads
        #words.end()?;
    };
    if handler.has_deep_link() { read_link(handler, &read) } else { read }
}

/// Reads the arguments of a deep link, or else what was typed. Expands to:
///
/// ```ignore
/// let (__pouch_parameter_0, __pouch_parameter_1) = match __pouch_call.link_fields() {
///     ::core::option::Option::Some(mut __pouch_fields) => (
///         __pouch_fields.next(<u32 as ::pouch::ButtonField>::from_field)?,
///         __pouch_fields.last(<String as ::pouch::ButtonField>::from_field)?,
///     ),
///     ::core::option::Option::None => {
///         let mut __pouch_words = ..;
///         (__pouch_parameter_0, __pouch_parameter_1)
///     }
/// };
/// ```
fn read_link(handler: &Handler, words: &TokenStream) -> TokenStream {
    let (call, fields) = (variable("call"), variable("fields"));
    let mut left = handler.arguments().count();
    let read = |(index, parameter): (usize, &Parameter)| {
        let Source::Typed(argument) = &parameter.source else { return None };
        left -= 1;
        let method = if left == 0 { format_ident!("last") } else { format_ident!("next") };
        let written = &argument.written;
        let Names { button_field, .. } = handler.runtime.names_at(Place::of(written).end());
        let parameter = self::parameter(index, Place::of(&argument.value));
        Some((parameter, quote!(#fields.#method(<#written as #button_field>::from_field)?)))
    };
    let (parameters, reads): (Vec<_>, Vec<_>) =
        handler.parameters.iter().enumerate().filter_map(read).unzip();
    quote! {
        let (#(#parameters,)*) = match #call.link_fields() {
            ::core::option::Option::Some(mut #fields) => (#(#reads,)*),
            ::core::option::Option::None => {
                #words
                (#(#parameters,)*)
            }
        };
    }
}

fn read_word(index: usize, argument: &Argument, is_last: bool, runtime: &Runtime) -> TokenStream {
    let value = &argument.value;
    let place = Place::of(value);
    let (parameter, words) = (parameter(index, place), variable("words"));
    let Names { from_arg, .. } = runtime.names_at(place.end());
    let read = quote!(<#value as #from_arg>::from_arg);
    let takes_rest = quote!(<#value as #from_arg>::TAKES_REST);
    match (argument.count, is_last) {
        (Count::One, false) => quote!(let #parameter = #words.one(#read)?;),
        (Count::One, true) => quote!(let #parameter = #words.last(#read, #takes_rest)?;),
        (Count::Optional, false) => quote!(let #parameter = #words.optional(#read)?;),
        (Count::Optional, true) => quote!(let #parameter = #words.last_optional(#read, #takes_rest)?;),
        (Count::Remaining, _) => quote!(let #parameter = #words.remaining(#read)?;),
    }
}

/// Reads the fields by value, which only a pressed button has. Expands to:
///
/// ```ignore
/// let mut __pouch_fields = __pouch_call.fields().await?;
/// let __pouch_parameter_0 = __pouch_fields.next(<u32 as ::pouch::ButtonField>::from_field)?;
/// let __pouch_parameter_1 = __pouch_fields.last(<bool as ::pouch::ButtonField>::from_field)?;
/// ```
fn read_fields(handler: &Handler) -> TokenStream {
    let mut left = handler.arguments().count();
    if !matches!(handler.trigger, Trigger::Callback(_)) {
        return TokenStream::new();
    }
    let (call, fields) = (variable("call"), variable("fields"));
    let reads = handler.parameters.iter().enumerate().filter_map(|(index, parameter)| {
        let Source::Typed(argument) = &parameter.source else { return None };
        left -= 1;
        let method = if left == 0 { format_ident!("last") } else { format_ident!("next") };
        let written = &argument.written;
        let (parameter, place) = (self::parameter(index, Place::of(&argument.value)), Place::of(written));
        let Names { button_field, .. } = handler.runtime.names_at(place.end());
        Some(quote!(let #parameter = #fields.#method(<#written as #button_field>::from_field)?;))
    });
    let reads: TokenStream = reads.collect();
    quote! {
        let mut #fields = #call.fields().await?;
        #reads
    }
}

/// Reads what the groups of the regular expression capture. Expands to:
///
/// ```ignore
/// let __pouch_captured = __pouch_call.captures(__pouch_pattern())?;
/// let __pouch_parameter_0 = __pouch_captured.one("minutes", <u32 as ::pouch::FromArg>::from_arg)?;
/// ```
fn read_captures(handler: &Handler) -> TokenStream {
    if handler.pattern().is_none() {
        return TokenStream::new();
    }
    let (call, captured, pattern) = (variable("call"), variable("captured"), condition::pattern_name());
    let reads = handler.parameters.iter().enumerate().filter_map(|(index, parameter)| {
        let Source::Typed(argument) = &parameter.source else { return None };
        let (parameter, read) =
            (self::parameter(index, Place::of(&argument.value)), condition::read(argument, handler));
        Some(quote!(let #parameter = #captured.#read?;))
    });
    let reads: TokenStream = reads.collect();
    quote! {
        let #captured = #call.captures(#pattern())?;
        #reads
    }
}

/// Reads the answers to a survey. Expands to:
///
/// ```ignore
/// let __pouch_parameter_0 = __pouch_call.survey::<Order>()?;
/// ```
fn read_survey(handler: &Handler) -> TokenStream {
    if !matches!(handler.trigger, Trigger::SurveyDone) {
        return TokenStream::new();
    }
    let call = variable("call");
    let read = |(index, parameter): (usize, &Parameter)| match &parameter.source {
        Source::Typed(Argument { value, written, .. }) => {
            let parameter = self::parameter(index, Place::of(value));
            Some(quote!(let #parameter = #call.survey::<#written>()?;))
        }
        Source::Lent(_) => None,
    };
    handler.parameters.iter().enumerate().filter_map(read).collect()
}

/// Reads the arguments of a timer. Expands to:
///
/// ```ignore
/// let __pouch_parameter_0 = __pouch_call.timer_field("text", <String as ::pouch::TimerArg>::from_json)?;
/// ```
fn read_timer(handler: &Handler) -> TokenStream {
    if !matches!(handler.trigger, Trigger::Timer(_)) {
        return TokenStream::new();
    }
    let call = variable("call");
    let read = |(index, parameter): (usize, &Parameter)| match &parameter.source {
        Source::Typed(argument) => {
            let (name, written) = (button::shown(argument), &argument.written);
            let (parameter, place) = (self::parameter(index, Place::of(&argument.value)), Place::of(written));
            let Names { timer_arg, .. } = handler.runtime.names_at(place.end());
            Some(quote!(let #parameter = #call.timer_field(#name, <#written as #timer_arg>::from_json)?;))
        }
        Source::Lent(_) => None,
    };
    handler.parameters.iter().enumerate().filter_map(read).collect()
}

/// Borrows what the bot knows, in the order of the parameters.
fn lend(handler: &Handler) -> TokenStream {
    let lend = |(index, parameter): (usize, &Parameter)| match &parameter.source {
        Source::Lent(borrow) => Some(lend_one(index, borrow, &handler.runtime)),
        Source::Typed(_) => None,
    };
    handler.parameters.iter().enumerate().filter_map(lend).collect()
}

fn lend_one(index: usize, borrow: &Borrow, runtime: &Runtime) -> TokenStream {
    let target = &borrow.target;
    let place = Place::of(target);
    let (guard, call) = (parameter(index, place), variable("call"));
    let Names { lender, lend_mut, .. } = runtime.names_at(place.end());
    let lent = match (borrow.mutable, borrow.optional) {
        (false, false) => quote_spanned!(place.end()=> #lender::<#target>::lend(#call).await?),
        (false, true) => quote_spanned!(place.end()=> #lender::<#target>::lend_optional(#call).await?),
        (true, false) => quote_spanned!(place.end()=> <#target as #lend_mut>::take(#call).await?),
        (true, true) => quote_spanned!(place.end()=> <#target as #lend_mut>::take_optional(#call).await?),
    };
    let lent = place.begin(lent);
    quote!(let mut #guard = #lent;)
}

/// Calls the user's function and turns what it returns into the bot's answer.
///
/// The type is not named, since it may be `impl Trait` or hold the function's own lifetimes. Instead this code stands
/// where the type stands, and the trait's method is taken first and called then: a type that is no answer is underlined
/// once, as a whole.
fn answer(handler: &Handler) -> TokenStream {
    let name = handler.function.name();
    let place = match &handler.function.signature.output {
        ReturnType::Type(_, ty) => Place::of(ty),
        ReturnType::Default => Place::of(name),
    };
    let Names { into_reply, guard_answer, before_answer, .. } = handler.runtime.names_at(place.end());
    let convert = place.begin(match handler.trigger {
        Trigger::Guard => quote_spanned!(place.end()=> #guard_answer::into_answer),
        Trigger::Before => quote_spanned!(place.end()=> #before_answer::into_answer),
        _ => quote_spanned!(place.end()=> #into_reply::into_reply),
    });
    let (answer, outcome) = (variable("answer"), variable("outcome"));

    let arguments =
        handler.parameters.iter().enumerate().map(|(index, parameter)| pass(index, &parameter.source));
    let mut arguments = Group::new(Delimiter::Parenthesis, quote!(#(#arguments),*));
    arguments.set_span(place.end());
    let mut function = name.clone();
    function.set_span(name.span().located_at(place.start()));
    let wait = handler.function.is_async().then(|| quote_spanned!(place.end()=> .await));
    quote! {
        let #answer = #convert;
        #answer(#function #arguments #wait, &mut #outcome)?;
    }
}

/// How a parameter is passed to the user's function.
fn pass(index: usize, source: &Source) -> TokenStream {
    match source {
        Source::Typed(argument) => parameter(index, Place::of(&argument.value)).into_token_stream(),
        Source::Lent(borrow) => {
            let guard = parameter(index, Place::of(&borrow.target));
            match (borrow.mutable, borrow.optional) {
                (false, false) => quote!(&*#guard),
                (false, true) => quote!(#guard.as_deref()),
                (true, false) => quote!(&mut *#guard),
                (true, true) => quote!(#guard.as_deref_mut()),
            }
        }
    }
}

/// Gives what the handler may have changed to the outcome, which finds out whether it did.
fn keep(handler: &Handler) -> TokenStream {
    let outcome = variable("outcome");
    let keep = |(index, parameter): (usize, &Parameter)| match &parameter.source {
        Source::Lent(borrow) if borrow.mutable => {
            let place = Place::of(&borrow.target);
            let guard = self::parameter(index, place);
            let kept = quote_spanned!(place.end()=> #outcome.keep(#guard)?);
            Some(quote!(#kept;))
        }
        _ => None,
    };
    handler.parameters.iter().enumerate().filter_map(keep).collect()
}
