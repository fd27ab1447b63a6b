// What is generated for
//
//     #[timer] pub fn remind(shelf: &mut Shelf, text: String) -> String {}

pub fn remind(shelf: &mut Shelf, text: String) -> String {}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub enum remind {}
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
            trigger: ::pouch::__private::Trigger::Timer("remind"),
            function: ::core::concat!(::core::module_path!(), "::", "remind"),
            file: ::core::file!(),
            line: ::core::line!(),
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[],
            borrows: &[::pouch::__private::Lender::<Shelf>::BORROW.mutable()],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let __pouch_parameter_1 = __pouch_call
                    .timer_field("text", <String as ::pouch::TimerArg>::from_json)?;
                let mut __pouch_parameter_0 = <Shelf as ::pouch::__private::LendMut>::take(
                        __pouch_call,
                    )
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(
                    remind(&mut *__pouch_parameter_0, __pouch_parameter_1),
                    &mut __pouch_outcome,
                )?;
                __pouch_outcome.keep(__pouch_parameter_0)?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
    #[allow(dead_code, private_interfaces)]
    impl remind {
        ///Runs [`remind`](remind()) so much later, when a handler returns it.
        pub fn after(
            delay: ::core::time::Duration,
            text: String,
        ) -> ::pouch::__private::Timer {
            ::pouch::__private::Timer::after("remind", delay)
                .with("text", <String as ::pouch::TimerArg>::to_json(&text))
        }
        ///Runs [`remind`](remind()) at that time, when a handler returns it.
        pub fn at(
            moment: impl ::core::convert::Into<::std::time::SystemTime>,
            text: String,
        ) -> ::pouch::__private::Timer {
            ::pouch::__private::Timer::at("remind", moment)
                .with("text", <String as ::pouch::TimerArg>::to_json(&text))
        }
        ///Runs [`remind`](remind()) at those times of the calendar, from when a handler returns it.
        pub fn on(
            schedule: ::pouch::__private::Schedule,
            text: String,
        ) -> ::pouch::__private::Timer {
            ::pouch::__private::Timer::on("remind", schedule)
                .with("text", <String as ::pouch::TimerArg>::to_json(&text))
        }
        ///Takes back the timer of [`remind`](remind()) that has this key.
        pub fn cancel(
            key: impl ::core::convert::Into<::std::string::String>,
        ) -> ::pouch::__private::CancelTimer {
            ::pouch::__private::CancelTimer::new("remind", key)
        }
    }
    const _: () = ::core::assert!(
        ::pouch::__private::Lender:: < Shelf > ::BORROW.is_in_timers(),
        "a timer runs without an update, so there is no `Shelf`\n= help: take what you need of it by value, and give it to `remind::after(..)`\n= note: a timer can borrow data of the user, the chat or the bot, `Option<&T>` of a topic's, `&Bot`, and values of `App::state`"
    );
};
