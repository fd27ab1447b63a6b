// What is generated for
//
//     #[guard] fn not_banned(banned: &Banned, user: &User) -> bool {}

fn not_banned(banned: &Banned, user: &User) -> bool {}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum not_banned {}
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
    impl ::pouch::__private::Handler for not_banned {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::Guard,
            function: ::core::concat!(::core::module_path!(), "::", "not_banned"),
            file: ::core::file!(),
            line: ::core::line!(),
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[],
            borrows: &[
                ::pouch::__private::Lender::<Banned>::BORROW,
                ::pouch::__private::Lender::<User>::BORROW,
            ],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let mut __pouch_parameter_0 = ::pouch::__private::Lender::<
                    Banned,
                >::lend(__pouch_call)
                    .await?;
                let mut __pouch_parameter_1 = ::pouch::__private::Lender::<
                    User,
                >::lend(__pouch_call)
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::GuardAnswer::into_answer;
                __pouch_answer(
                    not_banned(&*__pouch_parameter_0, &*__pouch_parameter_1),
                    &mut __pouch_outcome,
                )?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
};
