//! Reads an attribute and the type below it into the model.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Generics, Ident, LitInt, Meta, Path, Token, Visibility};

use super::model::{Data, Item, Scope, Serde, StoredName, TypeVersion, Upgrades};
use crate::errors::{Errors, Mistake};
use crate::names::Runtime;
use crate::options::{Grammar, Options};
use crate::syntax;

/// The greatest version of a type.
const VERSION_MAX: u32 = 10_000;

/// Reads what can be read and reports the rest; there is no data where the item is no struct or enum.
pub(super) fn data(
    scope: Scope,
    options: TokenStream,
    item: &TokenStream,
    errors: &mut Errors,
) -> Option<Data> {
    let item = without_second_attribute(scope, read_item(scope, item.clone(), errors)?, errors);
    errors.completion.add_next_option(scope.attribute(), &options);
    let mut options = Options::parse(&grammar(scope), options, errors);
    let runtime = Runtime { path: options.runtime(errors) };
    let name = match options.text("name", errors) {
        Some(given) => StoredName { text: given.value(), tokens: quote!(#given) },
        None => own_name(&item.name),
    };
    let merge = options.path("merge", "merge_settings", errors);
    // Where one can't be read, what the other lacks is no news.
    let (version, upgrades) = match (version(&mut options, errors), upgrades(&mut options, errors)) {
        (Ok(version), Ok(upgrades)) => (version, upgrades),
        _ => (None, None),
    };
    let serde = serde(&item);
    Some(Data { runtime, scope, item, name, merge, version, upgrades, serde })
}

/// What the attribute takes.
pub(super) fn grammar(scope: Scope) -> Grammar {
    Grammar { attribute: scope.attribute(), text: None, words: None, options: scope.options() }
}

/// That an option is there and can't be read, which was reported.
struct Misread;

fn version(options: &mut Options, errors: &mut Errors) -> Result<Option<TypeVersion>, Misread> {
    let Some(tokens) = options.value("version", "version = 2", errors) else { return Ok(None) };
    match syn::parse2::<LitInt>(tokens.clone()).and_then(|number| number.base10_parse()) {
        Ok(number) if (1..=VERSION_MAX).contains(&number) => Ok(Some(TypeVersion { number, tokens })),
        _ => {
            let wrong = format!("option `version` takes a number from 1 to {VERSION_MAX}");
            errors.report(tokens, Mistake::new(wrong).help("write `version = 2`, for instance"));
            Err(Misread)
        }
    }
}

fn upgrades(options: &mut Options, errors: &mut Errors) -> Result<Option<Upgrades>, Misread> {
    let example = "upgrade = [split_name]";
    let Some(tokens) = options.value("upgrade", example, errors) else { return Ok(None) };
    errors.completion.add_paths(&tokens);
    let list = |input: ParseStream| {
        let inside;
        syn::bracketed!(inside in input);
        Punctuated::<Path, Token![,]>::parse_terminated_with(&inside, Path::parse_mod_style)
    };
    if let Ok(steps) = list.parse2(tokens.clone()) {
        return Ok(Some(Upgrades { steps: steps.into_iter().collect(), tokens }));
    }
    let path = Path::parse_mod_style.parse2(tokens.clone());
    let example =
        path.map_or_else(|_| example.to_owned(), |path| format!("upgrade = [{}]", syntax::text_of(path)));
    let mistake = Mistake::new("option `upgrade` takes functions in brackets");
    errors.report(&tokens, mistake.help(format_args!("write `{example}`")));
    Err(Misread)
}

fn own_name(name: &Ident) -> StoredName {
    StoredName { text: name.unraw().to_string(), tokens: quote!(#name) }
}

fn read_item(scope: Scope, tokens: TokenStream, errors: &mut Errors) -> Option<Item> {
    match parse_item.parse2(tokens) {
        Ok(Ok(item)) => Some(item),
        Ok(Err(head)) => {
            let mistake = Mistake::new(format!("`#[{}]` belongs on a struct or an enum", scope.attribute()));
            errors.report(head, mistake.help("store a type of your own: `struct Name { .. }`"));
            None
        }
        Err(error) => {
            errors.report_syntax(error);
            None
        }
    }
}

/// Reads a struct or enum, or gives the first words of what stands there instead.
fn parse_item(input: ParseStream) -> syn::Result<Result<Item, TokenStream>> {
    let attrs = input.call(Attribute::parse_outer)?;
    let vis = Visibility::parse(input)?;
    if !input.peek(Token![struct]) && !input.peek(Token![enum]) {
        let rest: TokenStream = input.parse()?;
        return Ok(Err(rest.into_iter().take(2).collect()));
    }
    let keyword = input.call(Ident::parse_any)?;
    let name = input.parse()?;
    let generics: Generics = input.parse()?;
    let rest: TokenStream = input.parse()?;
    let ends_in_braces = matches!(
        rest.clone().into_iter().last(),
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace
    );
    let has_named_fields = keyword == "struct" && ends_in_braces;
    Ok(Ok(Item { attrs, vis, keyword, name, generics, rest, has_named_fields }))
}

/// Takes a second attribute of ours off the type, which can be stored for one kind of owner only.
fn without_second_attribute(scope: Scope, mut item: Item, errors: &mut Errors) -> Item {
    while let Some(second) = syntax::take_attribute(&mut item.attrs, &Scope::ALL.map(Scope::attribute)) {
        let wrong = format!("`{}` is data already, by `#[{}]`", item.name, scope.attribute());
        errors.report(
            second,
            Mistake::new(wrong).help("write a type for each, and put what both hold into a third"),
        );
    }
    item
}

/// Finds out what the user's own attributes say to serde.
fn serde(item: &Item) -> Serde {
    let derives: Vec<Path> = entries(&item.attrs, "derive");
    let derives =
        |name: &str| derives.iter().any(|path| syntax::last_name(path).is_some_and(|last| last == name));
    let said: Vec<Meta> = entries(&item.attrs, "serde");
    let says = |option: &str| said.iter().any(|meta| meta.path().is_ident(option));
    Serde {
        derives: ["Serialize", "Deserialize"].into_iter().filter(|name| !derives(name)).collect(),
        path: !says("crate"),
        default: item.has_named_fields && !says("default"),
    }
}

/// All that stands in the parentheses of the attributes called `name`; what can't be read is for their owner.
fn entries<T: Parse>(attrs: &[Attribute], name: &str) -> Vec<T> {
    let lists = attrs.iter().filter(|attr| attr.path().is_ident(name));
    let entries =
        lists.filter_map(|attr| attr.parse_args_with(Punctuated::<T, Token![,]>::parse_terminated).ok());
    entries.flatten().collect()
}
