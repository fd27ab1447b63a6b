// What is generated for
//
//     /// Store a value and get its key
//     #[command("put", "store", scope = private | admins, translations(de = "Einen Wert ablegen"))]
//     pub fn put(shelf: &mut Shelf, value: String, count: Option<u8>) -> Uuid {
//     shelf.put(value)
//     }

/// Store a value and get its key
pub fn put(shelf: &mut Shelf, value: String, count: Option<u8>) -> Uuid {
    shelf.put(value)
}
#[doc(hidden)]
#[allow(non_camel_case_types, unreachable_pub)]
pub enum put {}
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
    impl ::pouch::__private::Handler for put {
        const ROUTE: ::pouch::__private::Route = ::pouch::__private::Route {
            trigger: ::pouch::__private::Trigger::Command("put"),
            function: ::core::concat!(::core::module_path!(), "::", "put"),
            file: ::core::file!(),
            line: ::core::line!(),
            description: "Store a value and get its key",
            translations: &[("de", "Einen Wert ablegen")],
            aliases: &["store"],
            scopes: ::pouch::__private::Scopes::EVERYWHERE
                .and(::pouch::__private::Scopes::PRIVATE)
                .and(::pouch::__private::Scopes::ADMINS),
            condition: ::pouch::__private::Condition::NONE,
            arguments: &[
                ::pouch::__private::Argument::one(
                    "value",
                    <String as ::pouch::FromArg>::EXPECTED,
                ),
                ::pouch::__private::Argument::optional(
                    "count",
                    <u8 as ::pouch::FromArg>::EXPECTED,
                ),
            ],
            borrows: &[::pouch::__private::Lender::<Shelf>::BORROW.mutable()],
            ..::pouch::__private::Route::NONE
        };
        fn call(
            __pouch_call: &::pouch::__private::Call,
        ) -> ::pouch::__private::HandlerFuture<'_> {
            ::std::boxed::Box::pin(async move {
                let mut __pouch_words = __pouch_call
                    .words(&<put as ::pouch::__private::Handler>::ROUTE);
                let __pouch_parameter_1 = __pouch_words
                    .one(<String as ::pouch::FromArg>::from_arg)?;
                let __pouch_parameter_2 = __pouch_words
                    .last_optional(
                        <u8 as ::pouch::FromArg>::from_arg,
                        <u8 as ::pouch::FromArg>::TAKES_REST,
                    )?;
                __pouch_words.end()?;
                let mut __pouch_parameter_0 = <Shelf as ::pouch::__private::LendMut>::take(
                        __pouch_call,
                    )
                    .await?;
                let mut __pouch_outcome = ::pouch::__private::Outcome::new(__pouch_call);
                let __pouch_answer = ::pouch::__private::IntoReply::into_reply;
                __pouch_answer(
                    put(
                        &mut *__pouch_parameter_0,
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
};
