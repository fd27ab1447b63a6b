// What is generated for
//
//     #[before] fn slow_down(pace: &mut Pace) -> ControlFlow<&'static str> {}

fn slow_down(pace: &mut Pace) -> ControlFlow<&'static str> {}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum slow_down {}
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
    impl ::pouch::__private::Handler for slow_down {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::Before,
            function: ::core::concat!(::core::module_path!(), "::", "slow_down"),
            file: ::core::file!(),
            line: ::core::line!(),
            passes: true,
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[],
            borrows: &[::pouch::__private::Lender::<Pace>::BORROW.mutable()],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let mut __pouch_parameter_0 = <Pace as ::pouch::__private::LendMut>::take(
                        __pouch_call,
                    )
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::BeforeAnswer::into_answer;
                __pouch_answer(
                    slow_down(&mut *__pouch_parameter_0),
                    &mut __pouch_outcome,
                )?;
                __pouch_outcome.keep(__pouch_parameter_0)?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
};
