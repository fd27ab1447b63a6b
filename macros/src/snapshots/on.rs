// What is generated for
//
//     #[on(inline_query, filter = is_long)] fn answer(query: &InlineQuery) {}

fn answer(query: &InlineQuery) {}
#[allow(unexpected_cfgs)]
const _: () = {
    #[cfg(rust_analyzer)]
    {
        use self::is_long as _;
    }
};
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum answer {}
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
    impl ::pouch::__private::Handler for answer {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::On("inline_query"),
            function: ::core::concat!(::core::module_path!(), "::", "answer"),
            file: ::core::file!(),
            line: ::core::line!(),
            condition: ::pouch::__private::Condition {
                contents: ::pouch::__private::MessageFields::of(&[]),
                pattern: ::core::option::Option::None,
                written: ::core::concat!(::core::module_path!(), ": ", "is_long"),
                accepts: ::core::option::Option::Some(__pouch_accepts),
            },
            arguments: &[],
            borrows: &[::pouch::__private::Lender::<InlineQuery>::BORROW],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let mut __pouch_parameter_0 = ::pouch::__private::Lender::<
                    InlineQuery,
                >::lend(__pouch_call)
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(answer(&*__pouch_parameter_0), &mut __pouch_outcome)?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
    fn __pouch_accepts(__pouch_arrived: ::pouch::__private::Arrived<'_>) -> bool {
        ::pouch::__private::IntoFilter::holds(&is_long, __pouch_arrived)
    }
    const _: () = ::core::assert!(
        ::pouch::__private::Lender:: < InlineQuery > ::BORROW.is_in("inline_query"),
        "`inline_query` has no `InlineQuery`\n= help: borrow `&InlineQuery`, `&User`, `&Sender`, data of the user or the bot, `&Bot`, or a value of `App::state`"
    );
};
