//! What the derive writes, as tokens; what rustc makes of it is tested in `tests/ui`.

use proc_macro2::TokenStream;
use quote::quote;

use super::derive;

fn count(item: TokenStream, what: &TokenStream) -> usize {
    derive(item).to_string().matches(&what.to_string()).count()
}

#[test]
fn stored_names_do_not_depend_on_labels() {
    let item = quote!(
        enum Color {
            #[choice("Rot", name = "red")]
            Red,
            DarkGreen,
        }
    );
    assert_eq!(count(item.clone(), &quote!("red" => ::core::option::Option::Some(Self::Red))), 1);
    assert_eq!(count(item.clone(), &quote!(Self::DarkGreen => "DarkGreen")), 1);
    assert_eq!(count(item.clone(), &quote!(Self::DarkGreen => "Dark green")), 1);
    assert_eq!(count(item, &quote!("Rot or Dark green")), 1);
}

#[test]
fn every_mistake_is_reported_beside_a_stand_in() {
    let item = quote!(
        enum Color<T> {
            Red(T),
            #[choice("RED!", nam = "r")]
            Other,
            #[choice("")]
            Empty,
        }
    );
    assert_eq!(count(item.clone(), &quote!(compile_error)), 5);
    assert_eq!(count(item, &quote!(impl<T> ::pouch::Choice for Color<T>)), 1);
    assert_eq!(
        count(
            quote!(
                struct Color;
            ),
            &quote!(compile_error)
        ),
        1
    );
}
