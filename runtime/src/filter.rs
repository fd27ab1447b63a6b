//! Filters: what else has to hold of an update for a handler to run.

use crate::params::Found;
use crate::update::Arrived;

/// A filter with values of its own, for `filter = ..` in an attribute.
///
/// A filter without them is simply a function: `fn is_question(text: &str) -> bool`.
///
/// ```
/// use pouch::prelude::*;
/// use pouch::{Arrived, Filter};
///
/// struct LongerThan(usize);
///
/// impl Filter for LongerThan {
///     fn accepts(&self, update: Arrived<'_>) -> bool {
///         update.text().is_some_and(|text| text.chars().count() > self.0)
///     }
/// }
///
/// #[message(text, filter = LongerThan(1000))]
/// fn sigh() -> &'static str {
///     "That is long."
/// }
///
/// let app = App::new(handlers![sigh]);
/// ```
pub trait Filter {
    /// Whether the handler is for that update.
    fn accepts(&self, update: Arrived<'_>) -> bool;
}

/// What can stand behind `filter =`: a [`Filter`], or a function that looks at what arrived. `M` tells them apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no filter",
    label = "no filter",
    note = "a filter is a function of one to three parts of what arrived, such as `fn is_question(text: &str) -> bool`, or a value of a type that implements `pouch::Filter`",
    note = "what reads stored data is a `#[guard]`, which stands in `handlers!`: `#[with(guard = ..)]`"
)]
pub trait IntoFilter<M> {
    /// Whether it accepts the update. A function does not where the update lacks what it looks at.
    fn holds(&self, arrived: Arrived<'_>) -> bool;
}

/// Marks types that are filters themselves.
#[derive(Debug)]
pub struct Itself;

impl<F: Filter> IntoFilter<Itself> for F {
    fn holds(&self, arrived: Arrived<'_>) -> bool {
        self.accepts(arrived)
    }
}

impl<F: Fn(Arrived<'_>) -> bool> IntoFilter<fn(Arrived<'_>)> for F {
    fn holds(&self, arrived: Arrived<'_>) -> bool {
        self(arrived)
    }
}

macro_rules! into_filter_for_functions {
    ($($($part:ident)+;)*) => {$(
        impl<F, $($part),+> IntoFilter<fn($(&$part),+)> for F
        where
            F: Fn($(&$part),+) -> bool,
            $($part: Found + ?Sized),+
        {
            fn holds(&self, arrived: Arrived<'_>) -> bool {
                let look = || Some(self($(&*$part::find(arrived)?),+));
                look().unwrap_or(false)
            }
        }
    )*};
}

into_filter_for_functions! {
    A;
    A B;
    A B C;
}
