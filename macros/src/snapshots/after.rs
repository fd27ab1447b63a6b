// What is generated for
//
//     #[after] fn audit(log: &mut Log, handled: &Handled) {}

fn audit(log: &mut Log, handled: &Handled) {}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum audit {}
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
    impl ::pouch::__private::Handler for audit {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::After,
            function: ::core::concat!(::core::module_path!(), "::", "audit"),
            file: ::core::file!(),
            line: ::core::line!(),
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[],
            borrows: &[
                ::pouch::__private::Lender::<Log>::BORROW.mutable(),
                ::pouch::__private::Lender::<Handled>::BORROW,
            ],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let mut __pouch_parameter_0 = <Log as ::pouch::__private::LendMut>::take(
                        __pouch_call,
                    )
                    .await?;
                let mut __pouch_parameter_1 = ::pouch::__private::Lender::<
                    Handled,
                >::lend(__pouch_call)
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(
                    audit(&mut *__pouch_parameter_0, &*__pouch_parameter_1),
                    &mut __pouch_outcome,
                )?;
                __pouch_outcome.keep(__pouch_parameter_0)?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
};
