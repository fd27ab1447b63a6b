//! What is said to whom a guard refuses.

use std::fmt;

use crate::params::Found;
use crate::update::Arrived;

/// What can stand behind `otherwise =`: a text, or a function that makes one of what arrived. `M` tells them apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing to say to whom a guard refuses",
    label = "neither a text nor a function that makes one",
    note = "write a text in quotes, a constant that holds one, or a function of up to three parts of what arrived, such as `fn refuse(user: &User) -> String`"
)]
pub trait Refusal<M> {
    /// Whether there are words for every update.
    const IS_CERTAIN: bool;

    /// The words; none where the update lacks what they are made of.
    fn words(&self, arrived: Arrived<'_>) -> Option<String>;
}

/// Marks texts.
#[derive(Debug)]
pub struct Written;

impl Refusal<Written> for &'static str {
    const IS_CERTAIN: bool = true;

    fn words(&self, _arrived: Arrived<'_>) -> Option<String> {
        Some((*self).to_owned())
    }
}

impl<F: Fn() -> R, R: Into<String>> Refusal<fn() -> R> for F {
    const IS_CERTAIN: bool = true;

    fn words(&self, _arrived: Arrived<'_>) -> Option<String> {
        Some(self().into())
    }
}

macro_rules! refusal_for_functions {
    ($($($part:ident)+;)*) => {$(
        impl<F, R, $($part),+> Refusal<fn($(&$part),+) -> R> for F
        where
            F: Fn($(&$part),+) -> R,
            R: Into<String>,
            $($part: Found + ?Sized),+
        {
            const IS_CERTAIN: bool = false;

            fn words(&self, arrived: Arrived<'_>) -> Option<String> {
                Some(self($(&*$part::find(arrived)?),+).into())
            }
        }
    )*};
}

refusal_for_functions! {
    A;
    A B;
    A B C;
}

/// A [`Refusal`] of either kind.
#[derive(Debug)]
pub struct Refusing<R> {
    refusal: R,
    words: fn(&R, Arrived<'_>) -> Option<String>,
    is_certain: bool,
}

impl<R> Refusing<R> {
    /// The one of that text, or that function.
    pub const fn by<M>(refusal: R) -> Self
    where
        R: Refusal<M>,
    {
        Refusing { refusal, words: R::words, is_certain: R::IS_CERTAIN }
    }
}

trait Speak: Send + Sync {
    fn words(&self, arrived: Arrived<'_>) -> Option<String>;
}

impl<R: Send + Sync> Speak for Refusing<R> {
    fn words(&self, arrived: Arrived<'_>) -> Option<String> {
        (self.words)(&self.refusal, arrived)
    }
}

/// `otherwise = ..`: what is said to whom the guard beside it refuses.
#[derive(Clone, Copy)]
pub struct Otherwise {
    speaker: &'static dyn Speak,
    /// Whether there are words for every update, so that none goes on to the handlers behind.
    pub(super) is_certain: bool,
    /// As it was written.
    pub(crate) text: &'static str,
}

impl Otherwise {
    /// What is said, and how that was written.
    pub const fn new<R: Send + Sync>(refusing: &'static Refusing<R>, text: &'static str) -> Self {
        Otherwise { speaker: refusing, is_certain: refusing.is_certain, text }
    }

    /// The words for that update; none where it lacks what they are made of.
    pub(crate) fn words(&self, arrived: Arrived<'_>) -> Option<String> {
        self.speaker.words(arrived)
    }
}

impl fmt::Debug for Otherwise {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text)
    }
}
