// What is generated for
//
//     #[every(monday, friday, at = "18:30", zone = "Europe/Berlin")]
//     fn remind_all(bot: &Bot) {}

fn remind_all(bot: &Bot) {}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum remind_all {}
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
    impl ::pouch::__private::Handler for remind_all {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::Every {
                name: "remind_all",
                recurrence: ::pouch::__private::Recurrence::Schedule(
                    ::pouch::__private::Schedule::of(
                        ::pouch::__private::Days::OfWeek(17),
                        1110,
                        "Europe/Berlin",
                    ),
                ),
            },
            function: ::core::concat!(::core::module_path!(), "::", "remind_all"),
            file: ::core::file!(),
            line: ::core::line!(),
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[],
            borrows: &[::pouch::__private::Lender::<Bot>::BORROW],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let mut __pouch_parameter_0 = ::pouch::__private::Lender::<
                    Bot,
                >::lend(__pouch_call)
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(remind_all(&*__pouch_parameter_0), &mut __pouch_outcome)?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
    const _: () = ::core::assert!(
        ::pouch::__private::Lender:: < Bot > ::BORROW.is_without_updates(),
        "`#[every]` runs without an update, so there is no `Bot`\n= help: borrow data of the bot, `&Bot`, or a value of `App::state`"
    );
    const _: () = (::pouch::__private::check_zone)("Europe/Berlin");
};
