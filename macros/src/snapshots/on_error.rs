// What is generated for
//
//     #[on_error] fn report(error: &HandlerError) {}

fn report(error: &HandlerError) {}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum report {}
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
    impl ::pouch::__private::Handler for report {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::Error,
            function: ::core::concat!(::core::module_path!(), "::", "report"),
            file: ::core::file!(),
            line: ::core::line!(),
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[],
            borrows: &[::pouch::__private::Lender::<HandlerError>::BORROW],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let mut __pouch_parameter_0 = ::pouch::__private::Lender::<
                    HandlerError,
                >::lend(__pouch_call)
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(report(&*__pouch_parameter_0), &mut __pouch_outcome)?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
};
