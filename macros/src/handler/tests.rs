//! What the attributes write, as tokens; what rustc makes of it is tested in `tests/ui`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Attr, attribute};

fn expand(attr: Attr, options: TokenStream, item: TokenStream) -> String {
    attribute(attr, options, item).to_string()
}

fn count(expanded: &str, what: &TokenStream) -> usize {
    expanded.matches(&what.to_string()).count()
}

#[test]
fn a_handler_is_emitted_untouched_beside_its_description() {
    let item = quote! {
        /// Store a value
        pub fn put(shelf: &mut Shelf, value: String) -> Uuid { shelf.put(value) }
    };
    let expanded = expand(Attr::Command, quote!("put"), item.clone());
    assert!(expanded.starts_with(&item.to_string()));
    assert_eq!(count(&expanded, &quote! { pub enum put {} }), 1);
    assert_eq!(count(&expanded, &quote!(Trigger::Command("put"))), 1);
    assert_eq!(count(&expanded, &quote!(description: "Store a value")), 1);
    assert_eq!(count(&expanded, &quote!(compile_error)), 0);
}

#[test]
fn words_are_read_before_anything_is_lent_and_parameters_keep_their_order() {
    let item = quote! { async fn f(_a: Option<u8>, shelf: Option<&mut Shelf>, text: &str, r#b: Vec<u8>) {} };
    let expanded = expand(Attr::Command, quote!("f", hidden), item);
    let at = |what: TokenStream| expanded.find(&what.to_string()).unwrap();
    assert!(
        at(quote!(optional("a", <u8 as ::pouch::FromArg>::EXPECTED)))
            < at(quote!(remaining("b", <u8 as ::pouch::FromArg>::EXPECTED)))
    );
    assert!(at(quote!(__pouch_words.end())) < at(quote!(take_optional)));
    assert!(at(quote!(take_optional)) < at(quote!(lend(__pouch_call))));
    at(quote!(
        f(
            __pouch_parameter_0,
            __pouch_parameter_1.as_deref_mut(),
            &*__pouch_parameter_2,
            __pouch_parameter_3
        )
        .await
    ));
}

#[test]
fn what_people_see_of_an_argument_has_no_underscores_around_it() {
    let item = quote! { fn f(_old_name: u8, for_: u8, __a_: u8) {} };
    let expanded = expand(Attr::Command, quote!("f", hidden), item);
    for shown in ["old_name", "for", "a"] {
        assert_eq!(count(&expanded, &quote!(one(#shown, <u8 as ::pouch::FromArg>::EXPECTED))), 1, "{shown}");
    }
}

#[test]
fn a_condition_holds_for_all_that_is_generated() {
    let item = quote! { #[cfg(unix)] fn f() {} };
    let expanded = expand(Attr::Message, quote!(), item);
    assert_eq!(count(&expanded, &quote!(#[cfg(unix)])), 3);
}

#[test]
fn every_mistake_is_reported_and_a_stand_in_takes_the_handlers_place() {
    let item = quote! { unsafe extern "C" fn f<T>((a, b): (u8, u8), c: &Vec<u8>, more: ...) {} };
    let expanded = expand(Attr::Command, quote!("F", desc = "..", 5), item.clone());
    assert!(expanded.starts_with(&item.to_string()));
    assert_eq!(count(&expanded, &quote!(compile_error)), 9);
    assert_eq!(count(&expanded, &quote! { enum f {} }), 1);
}

#[test]
fn what_is_no_function_is_emitted_as_it_came() {
    for item in [
        quote!(
            struct Shelf {
                values: u8,
            }
        ),
        quote!(fn f(), quote!(1 + 1)),
        quote!(impl Shelf {}),
    ] {
        let expanded = expand(Attr::OnError, quote!(), item.clone());
        assert!(expanded.starts_with(&item.to_string()));
        assert_eq!(count(&expanded, &quote!(compile_error)), 1);
    }
}

#[test]
fn a_button_is_made_of_the_fields_in_their_order_and_told_apart_by_them() {
    let item = quote! { pub fn vote(_yes: bool, votes: &mut Votes, count: Option<u8>) {} };
    let expanded = expand(Attr::Callback, quote!(), item);
    let of_bool = quote!(<bool as ::pouch::ButtonField>);
    let tag = quote!(::pouch::__private::Tag::of("vote", &["yes: bool", "count: Option<u8>"]));
    assert_eq!(count(&expanded, &quote!(Trigger::Callback(#tag))), 1);
    assert_eq!(count(&expanded, &quote!(label, "vote", #tag, ::std::vec!)), 1);
    assert_eq!(count(&expanded, &quote!(_yes: bool, count: Option<u8>)), 1);
    assert_eq!(count(&expanded, &quote!(__pouch_fields.next(#of_bool::from_field)?)), 1);
    assert_eq!(count(&expanded, &quote!(("yes", #of_bool::LONGEST))), 1);
}

#[test]
fn a_button_with_mistakes_can_still_be_made() {
    let expanded = expand(Attr::Callback, quote!(hidden), quote! { fn vote<T>(a: T, b: u8) {} });
    assert_eq!(count(&expanded, &quote!(compile_error)), 2);
    assert_eq!(count(&expanded, &quote!(fn button<T0, T1>)), 1);
}
