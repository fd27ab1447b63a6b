//! How often a function runs.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::super::model::{Calendar, Every, Handler, Rhythm, Trigger, WEEKDAYS};
use crate::names::Names;
use crate::periods;
use crate::syntax::Place;

/// Expands to one of:
///
/// ```ignore
/// ::pouch::__private::Recurrence::Period(3600)
/// ::pouch::__private::Recurrence::Schedule(::pouch::__private::Schedule::of(
///     ::pouch::__private::Days::OfWeek(17),
///     1110,
///     "Europe/Berlin",
/// ))
/// ```
pub(super) fn recurrence(rhythm: &Rhythm, names: &Names) -> TokenStream {
    let Names { recurrence, schedule, .. } = names;
    match rhythm {
        Rhythm::Period(period) => {
            let seconds = Literal::u64_unsuffixed(periods::seconds(&period.value()).unwrap_or(1));
            quote!(#recurrence::Period(#seconds))
        }
        Rhythm::Calendar(calendar) => {
            let (days, zone) = (days(calendar, names), zone(calendar));
            let minute =
                calendar.at.as_ref().and_then(|at| periods::minutes(&at.value())).unwrap_or_default();
            let minute = Literal::u32_unsuffixed(minute);
            quote!(#recurrence::Schedule(#schedule::of(#days, #minute, #zone)))
        }
        Rhythm::Misread => quote!(#recurrence::Period(1)),
    }
}

fn days(calendar: &Calendar, names: &Names) -> TokenStream {
    let Names { days, .. } = names;
    if calendar.has("month") {
        let day = Literal::u8_unsuffixed(calendar.day_of_month().unwrap_or(1));
        return quote!(#days::OfMonth(#day));
    }
    let of_week = WEEKDAYS.iter().enumerate().filter(|(_, day)| calendar.has(day));
    match of_week.map(|(number, _)| 1 << number).sum::<u8>() {
        0 => quote!(#days::All),
        of_week => {
            let of_week = Literal::u8_unsuffixed(of_week);
            quote!(#days::OfWeek(#of_week))
        }
    }
}

fn zone(calendar: &Calendar) -> String {
    calendar.zone.as_ref().map_or_else(|| "UTC".to_owned(), syn::LitStr::value)
}

/// Refuses a zone that there is none of. Expands to:
///
/// ```ignore
/// const _: () = (::pouch::__private::check_zone)("Europe/Berlin");
/// ```
pub(super) fn assertion(handler: &Handler) -> TokenStream {
    let Trigger::Every(Every { rhythm: Rhythm::Calendar(Calendar { zone: Some(zone), .. }), .. }) =
        &handler.trigger
    else {
        return TokenStream::new();
    };
    let place = Place::of(zone);
    let Names { check_zone, .. } = handler.runtime.names_at(place.end());
    quote_spanned!(place.end()=> const _: () = (#check_zone)(#zone);)
}
