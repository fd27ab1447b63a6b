// What is generated for
//
//     #[survey_done] fn ordered(order: Order, user: &User) {}

fn ordered(order: Order, user: &User) {}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum ordered {}
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
    impl ::pouch::__private::Handler for ordered {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::SurveyDone(
                <Order as ::pouch::Survey>::SPEC.path,
            ),
            function: ::core::concat!(::core::module_path!(), "::", "ordered"),
            file: ::core::file!(),
            line: ::core::line!(),
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[],
            borrows: &[::pouch::__private::Lender::<User>::BORROW],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let __pouch_parameter_0 = __pouch_call.survey::<Order>()?;
                let mut __pouch_parameter_1 = ::pouch::__private::Lender::<
                    User,
                >::lend(__pouch_call)
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(
                    ordered(__pouch_parameter_0, &*__pouch_parameter_1),
                    &mut __pouch_outcome,
                )?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
    const _: () = ::core::assert!(
        ::pouch::__private::Lender:: < User > ::BORROW.is_in_surveys(),
        "the last answer to a survey may be a message or a press, so there may be no `User`\n= help: borrow `&User`, `&Chat`, data of the user, the chat or the bot, `&Bot`, or a value of `App::state`"
    );
};
