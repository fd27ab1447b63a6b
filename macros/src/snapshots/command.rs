// What is generated for
//
//     /// Store a value and get its key
//     #[command("put", "store", scope = private | admins, translations(de = "Einen Wert ablegen"))]
//     pub fn put(shelf: &mut Shelf, count: Option<u8>, value: String) -> Uuid {
//     shelf.put(value)
//     }

/// Store a value and get its key
pub fn put(shelf: &mut Shelf, count: Option<u8>, value: String) -> Uuid {
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
            trigger: ::pouch::__private::Trigger::Broken,
            function: ::core::concat!(::core::module_path!(), "::", "put"),
            file: ::core::file!(),
            line: ::core::line!(),
            ..::pouch::__private::Route::NONE
        };
        fn call(_: &::pouch::__private::Call) -> ::pouch::__private::HandlerFuture<'_> {
            ::core::unreachable!()
        }
    }
};
::core::compile_error! {
    "`Option<u8>` may be missing, and `value` comes after it\n= help: write them in this order: `value: String, count: Option<u8>`"
}
