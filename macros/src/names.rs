//! The names of the runtime that generated code uses: the one table of them.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::Path;

/// Where the user's package finds the runtime.
pub(crate) struct Runtime {
    /// `crate = path`; `::pouch` without it.
    pub(crate) path: Option<Path>,
}

impl Runtime {
    /// The table, for code that stands nowhere in the user's source.
    pub(crate) fn names(&self) -> Names {
        self.names_at(Span::call_site())
    }

    /// The table, for code whose errors are to be shown at `place`.
    pub(crate) fn names_at(&self, place: Span) -> Names {
        Names::below(&self.root(place), place)
    }

    fn root(&self, place: Span) -> TokenStream {
        // Only moved: what `$crate` in it means depends on where it was written.
        let given = self.path.as_ref().map(|path| moved(path.to_token_stream(), place));
        given.unwrap_or_else(|| quote_spanned!(place=> ::pouch))
    }
}

/// The tokens at another place, with the meaning that they had at their own.
fn moved(tokens: TokenStream, place: Span) -> TokenStream {
    let move_one = |mut token: TokenTree| {
        token.set_span(token.span().located_at(place));
        token
    };
    tokens.into_iter().map(move_one).collect()
}

macro_rules! names {
    ($($field:ident: $($segment:ident)::+),* $(,)?) => {
        /// Fully qualified names, below the path of the runtime.
        pub(crate) struct Names {
            $(pub(crate) $field: TokenStream,)*
        }

        impl Names {
            fn below(root: &TokenStream, place: Span) -> Self {
                Names { $($field: quote_spanned!(place=> #root $(::$segment)+),)* }
            }
        }
    };
}

names! {
    answers: __private::Answers,
    argument: __private::Argument,
    arrived: __private::Arrived,
    bad_arg: BadArg,
    button: __private::Button,
    button_field: ButtonField,
    before_answer: __private::BeforeAnswer,
    call: __private::Call,
    cancel_timer: __private::CancelTimer,
    check: __private::check,
    check_languages: __private::check_languages,
    check_zone: __private::check_zone,
    check_size: __private::check_size,
    check_words: __private::check_words,
    choice: Choice,
    choose: __private::choose,
    condition: __private::Condition,
    conduct: __private::conduct,
    check_link_size: __private::check_link_size,
    count: __private::count,
    counts: __private::COUNTS,
    data: Data,
    day: __private::Day,
    days: __private::Days,
    deadline: __private::Deadline,
    deep_link: __private::DeepLink,
    flat: __private::flat,
    from_arg: FromArg,
    future: __private::HandlerFuture,
    gate: __private::Gate,
    group: __private::Group,
    guard_answer: __private::GuardAnswer,
    handler: __private::Handler,
    handlers: Handlers,
    hidden: __private::hidden,
    holds: __private::IntoFilter::holds,
    initial: __private::initial,
    into_reply: __private::IntoReply,
    item: __private::Item,
    kind: __private::Kind,
    known: __private::known,
    lend_mut: __private::LendMut,
    lend_state: __private::LendState,
    lender: __private::Lender,
    link_too_long: __private::LinkTooLong,
    memory: __private::MEMORY,
    message_fields: __private::MessageFields,
    need: __private::Need,
    once_per: __private::OncePer,
    otherwise: __private::Otherwise,
    outcome: __private::Outcome,
    pattern: __private::Pattern,
    preferences: __private::PREFERENCES,
    question: __private::Question,
    range: __private::Range,
    record_type: __private::RecordType,
    recurrence: __private::Recurrence,
    refusal_words: __private::Refusal::words,
    refusing: __private::Refusing,
    repeat: __private::Repeat,
    role: __private::Role,
    route: __private::Route,
    rules: __private::Rules,
    runs: __private::RUNS,
    schedule: __private::Schedule,
    scope: Scope,
    scopes: __private::Scopes,
    section: Section,
    serde: __private::serde,
    spec: __private::Spec,
    spread: __private::Spread,
    step: __private::Step,
    survey: Survey,
    survey_part: __private::SurveyPart,
    survey_text: __private::SurveyText,
    tag: __private::Tag,
    terms: __private::Terms,
    timer: __private::Timer,
    timer_arg: TimerArg,
    trigger: __private::Trigger,
    upgrade: __private::upgrade,
    upgrade_step: __private::Upgrade,
    value: survey::Value,
}
