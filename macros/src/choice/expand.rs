//! Writes what makes an enum a choice. Nothing here can fail.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::model::{Choice, Variant};
use crate::names::Names;

/// Expands to:
///
/// ```ignore
/// const _: () = {
///     impl ::pouch::Choice for Color { .. }
///     impl ::pouch::FromArg for Color { .. }
///     impl ::pouch::ButtonField for Color { .. }
/// };
/// ```
pub(super) fn choice(choice: &Choice) -> TokenStream {
    let names = choice.runtime.names();
    let implementations = [as_choice(choice, &names), as_argument(choice, &names), as_field(choice, &names)];
    in_block(&implementations)
}

/// Expands to implementations that are never run, so that the enum's uses are not reported, too.
pub(super) fn stand_in(choice: &Choice) -> TokenStream {
    let names = choice.runtime.names();
    let Names { choice: choice_trait, from_arg, bad_arg, button_field, .. } = &names;
    let name = &choice.name;
    let (parameters, arguments, conditions) = choice.generics.split_for_impl();
    in_block(&[quote! {
        impl #parameters #choice_trait for #name #arguments #conditions {
            const ALL: &'static [Self] = &[];
            fn name(&self) -> &'static str {
                ::core::unreachable!()
            }
            fn label(&self) -> &'static str {
                ::core::unreachable!()
            }
            fn from_name(_: &str) -> ::core::option::Option<Self> {
                ::core::unreachable!()
            }
        }
        impl #parameters #from_arg for #name #arguments #conditions {
            const EXPECTED: &'static str = "";
            fn from_arg(_: &str) -> ::core::result::Result<Self, #bad_arg> {
                ::core::unreachable!()
            }
        }
        impl #parameters #button_field for #name #arguments #conditions {
            const LONGEST: ::core::option::Option<usize> = ::core::option::Option::Some(0);
            fn to_field(&self) -> ::std::string::String {
                ::core::unreachable!()
            }
            fn from_field(_: &str) -> ::core::option::Option<Self> {
                ::core::unreachable!()
            }
        }
    }])
}

fn in_block(implementations: &[TokenStream]) -> TokenStream {
    quote! {
        #[allow(unused_qualifications, clippy::all, clippy::pedantic)]
        const _: () = {
            #(
                #[automatically_derived]
                #implementations
            )*
        };
    }
}

/// Expands to:
///
/// ```ignore
/// impl ::pouch::Choice for Color {
///     const ALL: &'static [Self] = &[Self::Red, Self::DarkGreen];
///     fn name(&self) -> &'static str { match self { Self::Red => "Red", Self::DarkGreen => "DarkGreen" } }
///     fn label(&self) -> &'static str { match self { Self::Red => "Red", Self::DarkGreen => "Dark green" } }
///     fn from_name(name: &str) -> ::core::option::Option<Self> {
///         match name { "Red" => Some(Self::Red), "DarkGreen" => Some(Self::DarkGreen), _ => None }
///     }
/// }
/// ```
fn as_choice(choice: &Choice, names: &Names) -> TokenStream {
    let Names { choice: choice_trait, .. } = names;
    let Choice { name, variants, .. } = choice;
    let idents: Vec<_> = variants.iter().map(|variant| &variant.ident).collect();
    let stored: Vec<_> = variants.iter().map(|variant| &variant.name.value).collect();
    let labels = variants.iter().map(|variant| &variant.label.value);
    let translated = translated(choice);
    quote! {
        impl #choice_trait for #name {
            const ALL: &'static [Self] = &[#(Self::#idents),*];
            fn name(&self) -> &'static str {
                match self { #(Self::#idents => #stored),* }
            }
            fn label(&self) -> &'static str {
                match self { #(Self::#idents => #labels),* }
            }
            #translated
            fn from_name(name: &str) -> ::core::option::Option<Self> {
                match name {
                    #(#stored => ::core::option::Option::Some(Self::#idents),)*
                    _ => ::core::option::Option::None,
                }
            }
        }
    }
}

/// Expands to, if there are several languages:
///
/// ```ignore
/// const LANGUAGES: &'static [&'static str] = &["en", "de"];
/// fn label_in(&self, language: &str) -> &'static str {
///     match (self, language) { (Self::Red, "de") => "Rot", .., _ => Self::label(self) }
/// }
/// ```
fn translated(choice: &Choice) -> TokenStream {
    let languages: Vec<String> = choice.languages.0.iter().map(LitStr::value).collect();
    let arms = choice.variants.iter().flat_map(|variant| {
        let others = variant.labels.all.iter().skip(1);
        others.map(|(language, label)| {
            let (ident, label) = (&variant.ident, label.value());
            quote!((Self::#ident, #language) => #label,)
        })
    });
    if languages.is_empty() {
        return TokenStream::new();
    }
    quote! {
        const LANGUAGES: &'static [&'static str] = &[#(#languages),*];
        fn label_in(&self, language: &str) -> &'static str {
            match (self, language) {
                #(#arms)*
                _ => Self::label(self),
            }
        }
    }
}

/// Expands to:
///
/// ```ignore
/// impl ::pouch::FromArg for Color {
///     const EXPECTED: &'static str = "Red or Dark green";
///     fn from_arg(word: &str) -> ::core::result::Result<Self, ::pouch::BadArg> {
///         ::pouch::__private::choose(word)
///     }
/// }
/// ```
fn as_argument(choice: &Choice, names: &Names) -> TokenStream {
    let Names { from_arg, bad_arg, choose, .. } = names;
    let Choice { name, variants, .. } = choice;
    let expected = expected(variants);
    quote! {
        impl #from_arg for #name {
            const EXPECTED: &'static str = #expected;
            fn from_arg(word: &str) -> ::core::result::Result<Self, #bad_arg> {
                #choose(word)
            }
        }
    }
}

fn expected(variants: &[Variant]) -> String {
    let labels: Vec<&str> = variants.iter().map(|variant| variant.label.value.as_str()).collect();
    match labels.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// Expands to:
///
/// ```ignore
/// impl ::pouch::ButtonField for Color {
///     const LONGEST: ::core::option::Option<usize> = ::core::option::Option::Some(9);
///     fn to_field(&self) -> ::std::string::String { ::std::string::String::from(::pouch::Choice::name(self)) }
///     fn from_field(field: &str) -> ::core::option::Option<Self> { ::pouch::Choice::from_name(field) }
/// }
/// ```
fn as_field(choice: &Choice, names: &Names) -> TokenStream {
    let Names { choice: choice_trait, button_field, .. } = names;
    let Choice { name, variants, .. } = choice;
    let longest = variants.iter().map(|variant| variant.name.value.len()).max().unwrap_or_default();
    quote! {
        impl #button_field for #name {
            const LONGEST: ::core::option::Option<usize> = ::core::option::Option::Some(#longest);
            fn to_field(&self) -> ::std::string::String {
                ::std::string::String::from(#choice_trait::name(self))
            }
            fn from_field(field: &str) -> ::core::option::Option<Self> {
                #choice_trait::from_name(field)
            }
        }
    }
}
