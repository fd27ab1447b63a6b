//! Who may answer a survey, how often, and for how long.

use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

use super::model::Terms;
use crate::errors::{Errors, Mistake};
use crate::names::Names;
use crate::periods::{self, seconds};
use crate::spelling;

/// What `once_per` takes, with the name in the runtime.
const ONCE_PER: [(&str, &str); 3] = [("none", "Nothing"), ("user", "User"), ("member", "Member")];

/// Reports what can't be meant.
pub(super) fn check(terms: &Terms, errors: &mut Errors) {
    if let Some(given) = &terms.once_per {
        let value = given.value();
        if !ONCE_PER.iter().any(|(name, _)| *name == value) {
            let names = ONCE_PER.map(|(name, _)| name);
            let mistake = Mistake::new(format!("nobody answers once per `{value}`"));
            let help = spelling::closest(&value, &names);
            errors.report(
                given,
                mistake.help(format_args!(
                    "write {}",
                    help.map_or_else(|| spelling::list_of(&names, "or"), |name| format!("`\"{name}\"`"))
                )),
            );
        }
    }
    if let Some(given) = terms.closes.as_ref().filter(|given| !is_date(&given.value())) {
        let mistake = Mistake::new(format!("`{}` is no date", given.value()));
        errors.report(given, mistake.help("write the last day: `closes = \"2027-01-31\"`"));
    }
    for (given, name, example) in [(&terms.expires, "expires", "7d"), (&terms.remind, "remind", "1d")] {
        if let Some(given) = given.as_ref().filter(|given| seconds(&given.value()).is_none()) {
            let mistake = Mistake::new(format!("`{}` is no time", given.value()));
            errors.report(
                given,
                mistake.help(format_args!("write `{name} = \"{example}\"`")).note(periods::RULE),
            );
        }
    }
    if let (Some(remind), Some(expires)) = (&terms.remind, &terms.expires)
        && let (Some(reminded), Some(expired)) = (seconds(&remind.value()), seconds(&expires.value()))
        && reminded >= expired
    {
        let mistake = Mistake::new("the reminder comes when the survey has ended");
        errors.report(remind, mistake.help("remind earlier, or let it expire later"));
    }
}

/// Whether it is a day of some year, as `2027-01-31`.
pub(super) fn is_date(written: &str) -> bool {
    let parts: Vec<&str> = written.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return false };
    let number = |part: &str, length: usize| {
        let is_number = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Expands to:
///
/// ```ignore
/// ::pouch::__private::Terms { results: true, limit: ::core::option::Option::Some(500), ..::pouch::__private::Terms::NONE }
/// ```
pub(super) fn expand(given: &Terms, names: &Names) -> TokenStream {
    let Names { terms, once_per, .. } = names;
    let results = given.results;
    let per = given.once_per.as_ref().map(|given| {
        let value = given.value();
        let name = ONCE_PER.iter().find(|(name, _)| *name == value).map_or("Nothing", |(_, name)| name);
        let name = quote::format_ident!("{name}");
        quote!(once_per: #once_per::#name,)
    });
    let some = |name: &str, value: Option<TokenStream>| {
        let name = quote::format_ident!("{name}");
        value.map(|value| quote!(#name: ::core::option::Option::Some(#value),))
    };
    let limit = some("limit", given.limit.as_ref().map(|limit| quote!(#limit)));
    let closes = some("closes", given.closes.as_ref().map(|day| quote!(#day)));
    let time = |given: &Option<LitStr>| {
        given.as_ref().and_then(|given| seconds(&given.value())).map(|seconds| quote!(#seconds))
    };
    let (expires, remind) = (some("expires", time(&given.expires)), some("remind", time(&given.remind)));
    quote!(#terms { results: #results, #per #limit #closes #expires #remind ..#terms::NONE })
}

impl Terms {
    /// Whether it must be known who has answered.
    pub(super) fn have_memory(&self) -> bool {
        self.results || self.once_per.as_ref().is_some_and(|per| per.value() != "none")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        assert!(is_date("2027-01-31") && is_date("2028-02-29"));
        assert!(
            ["2027-02-29", "2027-1-31", "31.01.2027", "2027-13-01", "soon"]
                .iter()
                .all(|wrong| !is_date(wrong))
        );
    }
}
