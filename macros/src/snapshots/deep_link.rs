// What is generated for
//
//     /// Begin
//     #[command("start", deep_link)]
//     fn start(referrer: u64, campaign: Option<String>) {}

/// Begin
fn start(referrer: u64, campaign: Option<String>) {}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum start {}
#[allow(
    deprecated,
    unused_imports,
    unused_mut,
    unused_qualifications,
    clippy::all,
    clippy::pedantic
)]
const _: () = {
    use ::pouch::__private::LendState as _;
    #[automatically_derived]
    impl ::pouch::__private::Handler for start {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::Command("start"),
            function: ::core::concat!(::core::module_path!(), "::", "start"),
            file: ::core::file!(),
            line: ::core::line!(),
            description: "Begin",
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[
                ::pouch::__private::Argument::one(
                    "referrer",
                    <u64 as ::pouch::FromArg>::EXPECTED,
                ),
                ::pouch::__private::Argument::optional(
                    "campaign",
                    <String as ::pouch::FromArg>::EXPECTED,
                ),
            ],
            borrows: &[],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let (__pouch_parameter_0, __pouch_parameter_1) = match __pouch_call
                    .link_fields()
                {
                    ::core::option::Option::Some(mut __pouch_fields) => {
                        (
                            __pouch_fields
                                .next(<u64 as ::pouch::ButtonField>::from_field)?,
                            __pouch_fields
                                .last(<Option<String> as ::pouch::ButtonField>::from_field)?,
                        )
                    }
                    ::core::option::Option::None => {
                        let mut __pouch_words = __pouch_call
                            .words(&<start as ::pouch::__private::Handler>::ROUTE);
                        let __pouch_parameter_0 = __pouch_words
                            .one(<u64 as ::pouch::FromArg>::from_arg)?;
                        let __pouch_parameter_1 = __pouch_words
                            .last_optional(
                                <String as ::pouch::FromArg>::from_arg,
                                <String as ::pouch::FromArg>::TAKES_REST,
                            )?;
                        __pouch_words.end()?;
                        (__pouch_parameter_0, __pouch_parameter_1)
                    }
                };
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(
                    start(__pouch_parameter_0, __pouch_parameter_1),
                    &mut __pouch_outcome,
                )?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
    #[allow(dead_code, private_interfaces)]
    impl start {
        ///A link to the bot of that username, which runs [`start`](start()) with these arguments.
        fn link(
            bot: &str,
            referrer: u64,
            campaign: Option<String>,
        ) -> ::core::result::Result<
            ::pouch::__private::DeepLink,
            ::pouch::__private::LinkTooLong,
        > {
            ::pouch::__private::DeepLink::of(
                bot,
                &[
                    <u64 as ::pouch::ButtonField>::to_field(&referrer),
                    <Option<String> as ::pouch::ButtonField>::to_field(&campaign),
                ],
            )
        }
    }
    const _: () = (::pouch::__private::check_link_size)(
        "start",
        &[
            <u64 as ::pouch::ButtonField>::LONGEST,
            <Option<String> as ::pouch::ButtonField>::LONGEST,
        ],
    );
};
