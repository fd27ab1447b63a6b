// What is generated for
//
//     #[message(text, regex = "^in (?<minutes>[0-9]+) min", filter = is_quick & !filters::forwarded)]
//     async fn remind(text: &str, user: Option<&User>, minutes: u16) -> Pass {}

async fn remind(text: &str, user: Option<&User>, minutes: u16) -> Pass {}
#[allow(unexpected_cfgs)]
const _: () = {
    #[cfg(rust_analyzer)]
    {
        use self::is_quick as _;
        use filters::forwarded as _;
    }
};
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum remind {}
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
    impl ::pouch::__private::Handler for remind {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::Message,
            function: ::core::concat!(::core::module_path!(), "::", "remind"),
            file: ::core::file!(),
            line: ::core::line!(),
            passes: true,
            condition: ::pouch::__private::Condition {
                contents: ::pouch::__private::MessageFields::of(&["text"]),
                pattern: ::core::option::Option::Some(__pouch_pattern),
                written: ::core::concat!(
                    ::core::module_path!(), ": ",
                    "^in (?<minutes>[0-9]+) min minutes: u16 is_quick & !filters::forwarded"
                ),
                accepts: ::core::option::Option::Some(__pouch_accepts),
            },
            arguments: &[],
            borrows: &[
                ::pouch::__private::Lender::<str>::BORROW,
                ::pouch::__private::Lender::<User>::BORROW.optional(),
            ],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let __pouch_captured = __pouch_call.captures(__pouch_pattern())?;
                let __pouch_parameter_2 = __pouch_captured
                    .one("minutes", <u16 as ::pouch::FromArg>::from_arg)?;
                let mut __pouch_parameter_0 = ::pouch::__private::Lender::<
                    str,
                >::lend(__pouch_call)
                    .await?;
                let mut __pouch_parameter_1 = ::pouch::__private::Lender::<
                    User,
                >::lend_optional(__pouch_call)
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(
                    remind(
                            &*__pouch_parameter_0,
                            __pouch_parameter_1.as_deref(),
                            __pouch_parameter_2,
                        )
                        .await,
                    &mut __pouch_outcome,
                )?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
    fn __pouch_pattern() -> &'static ::pouch::__private::Pattern {
        static PATTERN: ::pouch::__private::Pattern = ::pouch::__private::Pattern::new(
            "^in (?<minutes>[0-9]+) min",
        );
        &PATTERN
    }
    fn __pouch_accepts(__pouch_arrived: ::pouch::__private::Arrived<'_>) -> bool {
        __pouch_pattern()
            .captures(__pouch_arrived)
            .is_some_and(|__pouch_captured| {
                true
                    && __pouch_captured
                        .one("minutes", <u16 as ::pouch::FromArg>::from_arg)
                        .is_ok()
            })
            && (::pouch::__private::IntoFilter::holds(&is_quick, __pouch_arrived)
                && !::pouch::__private::IntoFilter::holds(
                    &filters::forwarded,
                    __pouch_arrived,
                ))
    }
    const _: () = ::core::assert!(
        ::pouch::__private::Lender:: < str > ::BORROW
        .is_in_contents(::pouch::__private::MessageFields::of(& ["text"])),
        "a message with `text` has no text\n= help: borrow `&str`"
    );
    const _: () = ::core::assert!(
        ::pouch::__private::Lender:: < User > ::BORROW.optional()
        .is_in_contents(::pouch::__private::MessageFields::of(& ["text"])),
        "a message with `text` has no `User`\n= help: borrow `&str`"
    );
};
