// What is generated for
//
//     #[callback(name = "vote")]
//     fn choose(votes: Option<&mut Votes>, yes: bool, comment: String) -> Toast {}

fn choose(votes: Option<&mut Votes>, yes: bool, comment: String) -> Toast {}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
enum choose {}
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
    impl ::pouch::__private::Handler for choose {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::Callback(
                ::pouch::__private::Tag::of("vote", &["yes: bool", "comment: String"]),
            ),
            function: ::core::concat!(::core::module_path!(), "::", "choose"),
            file: ::core::file!(),
            line: ::core::line!(),
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[],
            borrows: &[::pouch::__private::Lender::<Votes>::BORROW.mutable().optional()],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let mut __pouch_fields = __pouch_call.fields().await?;
                let __pouch_parameter_1 = __pouch_fields
                    .next(<bool as ::pouch::ButtonField>::from_field)?;
                let __pouch_parameter_2 = __pouch_fields
                    .last(<String as ::pouch::ButtonField>::from_field)?;
                let mut __pouch_parameter_0 = <Votes as ::pouch::__private::LendMut>::take_optional(
                        __pouch_call,
                    )
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(
                    choose(
                        __pouch_parameter_0.as_deref_mut(),
                        __pouch_parameter_1,
                        __pouch_parameter_2,
                    ),
                    &mut __pouch_outcome,
                )?;
                __pouch_outcome.keep(__pouch_parameter_0)?;
                ::core::result::Result::Ok(__pouch_outcome)
            })
        }
    }
    #[allow(dead_code, private_interfaces)]
    impl choose {
        ///A button that runs [`choose`](choose()) with these fields.
        fn button(
            label: impl ::core::convert::Into<::std::string::String>,
            yes: bool,
            comment: String,
        ) -> ::pouch::__private::Button {
            ::pouch::__private::Button::run(
                label,
                "choose",
                ::pouch::__private::Tag::of("vote", &["yes: bool", "comment: String"]),
                ::std::vec![
                    < bool as ::pouch::ButtonField > ::to_field(& yes), < String as
                    ::pouch::ButtonField > ::to_field(& comment)
                ],
            )
        }
    }
    const _: () = (::pouch::__private::check_size)(
        "choose",
        &[
            ("yes", <bool as ::pouch::ButtonField>::LONGEST),
            ("comment", <String as ::pouch::ButtonField>::LONGEST),
        ],
    );
};
