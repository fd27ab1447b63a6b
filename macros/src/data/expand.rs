//! Writes a stored type and what is needed to store it. Nothing here can fail.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;

use super::model::{Data, Item};
use crate::names::Names;
use crate::syntax::{self, Place};

impl Data {
    /// Whether the type's values can be stored: a generic type stands for many.
    pub(super) fn is_storable(&self) -> bool {
        self.item.generics.params.is_empty()
    }
}

/// Expands to:
///
/// ```ignore
/// #[derive(::pouch::__private::serde::Serialize)]
/// #[derive(::pouch::__private::serde::Deserialize)]
/// #[derive(Default)]
/// #[serde(crate = "::pouch::__private::serde")]
/// #[serde(default = "::pouch::__private::initial")]
/// struct Shelf { .. }
///
/// impl ::pouch::Data for Shelf { .. }
/// ```
pub(super) fn data(data: &Data) -> TokenStream {
    let names = data.runtime.names();
    // serde's derives show their errors where their own path stands.
    let item = item(data, &data.runtime.names_at(data.item.name.span()));
    let implementation = implementation(data, &names);
    quote!(#item #implementation)
}

/// Expands to the type alone: no record can be kept of it.
pub(super) fn stand_in(data: &Data) -> TokenStream {
    let Item { attrs, vis, keyword, name, generics, rest, .. } = &data.item;
    quote!(#(#attrs)* #vis #keyword #name #generics #rest)
}

fn item(data: &Data, names: &Names) -> TokenStream {
    let Item { attrs, vis, keyword, name, generics, rest, .. } = &data.item;
    let derives = derives(data, names);
    let options = serde_options(data, names);
    // The derives stand before the user's `#[serde(..)]`, which they read, and ours after the user's derives.
    quote!(#derives #(#attrs)* #options #vis #keyword #name #generics #rest)
}

fn derives(data: &Data, names: &Names) -> TokenStream {
    let Names { serde, .. } = names;
    let place = data.item.name.span();
    let derives = data.serde.derives.iter().map(|name| format_ident!("{name}", span = place));
    quote!(#(#[derive(#serde::#derives)])*)
}

fn serde_options(data: &Data, names: &Names) -> TokenStream {
    let path = syntax::text_of(&names.serde);
    let path = data.serde.path.then(|| quote!(crate = #path));
    let initial = syntax::text_of(&names.initial);
    let default = data.serde.default.then(|| quote!(default = #initial));
    let options = [path, default].into_iter().flatten();
    quote!(#(#[serde(#options)])*)
}

/// Expands to:
///
/// ```ignore
/// impl ::pouch::Data for Shelf {
///     const SCOPE: ::pouch::Scope = ::pouch::Scope::User;
///     const NAME: &'static str = "Shelf";
///     const PATH: &'static str = ::core::concat!(::core::module_path!(), "::", "Shelf");
///     const MERGE: ::core::option::Option<fn(Self, &mut Self)> = {
///         let __pouch_merge: fn(Self, &mut Self) = merge_shelves;
///         ::core::option::Option::Some(__pouch_merge)
///     };
///     const UPGRADES: &'static [::pouch::__private::Upgrade] = &[
///         |__pouch_json| {
///             let __pouch_step: fn(_) -> ::core::result::Result<_, _> = split_name;
///             ::pouch::__private::upgrade(__pouch_json, __pouch_step)
///         },
///     ];
/// }
/// ```
fn implementation(data: &Data, names: &Names) -> TokenStream {
    let Names { data: data_trait, scope, .. } = names;
    let conditions = syntax::conditions(&data.item.attrs);
    let (name, stored) = (&data.item.name, &data.name.text);
    let variant = format_ident!("{}", data.scope.variant());
    let own_name = name.unraw().to_string();
    let merge = data.merge.as_ref().map(|merge| {
        quote! {
            const MERGE: ::core::option::Option<fn(Self, &mut Self)> = {
                let __pouch_merge: fn(Self, &mut Self) = #merge;
                ::core::option::Option::Some(__pouch_merge)
            };
        }
    });
    let steps = data.upgrades.iter().flat_map(|upgrades| &upgrades.steps).map(|step| {
        let place = Place::of(step).end();
        let upgrade = &data.runtime.names_at(place).upgrade;
        quote_spanned! {place=>
            |__pouch_json| {
                let __pouch_step: fn(_) -> ::core::result::Result<_, _> = #step;
                #upgrade(__pouch_json, __pouch_step)
            }
        }
    });
    let upgrades = data.upgrades.is_some().then(|| {
        let Names { upgrade_step, .. } = names;
        quote!(const UPGRADES: &'static [#upgrade_step] = &[#(#steps),*];)
    });
    quote! {
        #(#conditions)*
        #[automatically_derived]
        impl #data_trait for #name {
            const SCOPE: #scope = #scope::#variant;
            const NAME: &'static str = #stored;
            const PATH: &'static str = ::core::concat!(::core::module_path!(), "::", #own_name);
            #merge
            #upgrades
        }
    }
}
