// What is generated for
//
//     #[every("1h")] fn tidy(stats: &mut Stats) {}

fn tidy(stats: &mut Stats) {}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum tidy {}
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
    impl ::pouch::__private::Handler for tidy {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::Every {
                name: "tidy",
                recurrence: ::pouch::__private::Recurrence::Period(3600),
            },
            function: ::core::concat!(::core::module_path!(), "::", "tidy"),
            file: ::core::file!(),
            line: ::core::line!(),
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[],
            borrows: &[::pouch::__private::Lender::<Stats>::BORROW.mutable()],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let mut __pouch_parameter_0 = <Stats as ::pouch::__private::LendMut>::take(
                        __pouch_call,
                    )
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(tidy(&mut *__pouch_parameter_0), &mut __pouch_outcome)?;
                __pouch_outcome.keep(__pouch_parameter_0)?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
    const _: () = ::core::assert!(
        ::pouch::__private::Lender:: < Stats > ::BORROW.is_without_updates(),
        "`#[every]` runs without an update, so there is no `Stats`\n= help: borrow data of the bot, `&Bot`, or a value of `App::state`"
    );
};
