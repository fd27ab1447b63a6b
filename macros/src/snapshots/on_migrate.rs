// What is generated for
//
//     #[on_migrate] fn follow(migration: &Migration) {}

fn follow(migration: &Migration) {}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum follow {}
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
    impl ::pouch::__private::Handler for follow {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::Migration,
            function: ::core::concat!(::core::module_path!(), "::", "follow"),
            file: ::core::file!(),
            line: ::core::line!(),
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[],
            borrows: &[::pouch::__private::Lender::<Migration>::BORROW],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let mut __pouch_parameter_0 = ::pouch::__private::Lender::<
                    Migration,
                >::lend(__pouch_call)
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(follow(&*__pouch_parameter_0), &mut __pouch_outcome)?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
    const _: () = ::core::assert!(
        ::pouch::__private::Lender:: < Migration > ::BORROW.is_in_migrations(),
        "a group's move has no `Migration`\n= help: borrow `&Migration`, data of the chat or of the bot, `&Bot`, or a value of `App::state`\n= note: nobody writes a move, and the bot may learn of it without any message"
    );
};
