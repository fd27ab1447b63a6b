//! What is said to whom a guard refuses.

use std::fmt;
use std::marker::PhantomData;

use crate::params::Found;
use crate::update::Arrived;

/// What can stand behind `otherwise =`: a text, or a function that makes one of what arrived. `M` tells them apart.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing to say to whom a guard refuses",
    label = "neither a text nor a function that makes one",
    note = "write a text in quotes, a constant that holds one, or a function of up to three parts of what arrived, such as `fn refuse(user: &User) -> String`"
)]
pub trait Refusal<M: Mark> {
    /// The words; none where the update lacks what they are made of.
    fn words(&self, mark: PhantomData<M>, arrived: Arrived<'_>) -> Option<String>;
}

/// What tells one kind of [`Refusal`] from another.
pub trait Mark {
    /// Whether there are words for every update.
    const IS_CERTAIN: bool;
}

/// Marks texts.
#[derive(Debug)]
pub struct Written;

impl Mark for Written {
    const IS_CERTAIN: bool = true;
}

#[diagnostic::do_not_recommend]
impl Refusal<Written> for &'static str {
    fn words(&self, _mark: PhantomData<Written>, _arrived: Arrived<'_>) -> Option<String> {
        Some((*self).to_owned())
    }
}

impl<R> Mark for fn() -> R {
    const IS_CERTAIN: bool = true;
}

impl<F: Fn() -> R, R: Into<String>> Refusal<fn() -> R> for F {
    fn words(&self, _mark: PhantomData<fn() -> R>, _arrived: Arrived<'_>) -> Option<String> {
        Some(self().into())
    }
}

macro_rules! refusal_for_functions {
    ($($($part:ident)+;)*) => {$(
        impl<R, $($part: ?Sized),+> Mark for fn($(&$part),+) -> R {
            const IS_CERTAIN: bool = false;
        }

        impl<F, R, $($part),+> Refusal<fn($(&$part),+) -> R> for F
        where
            F: Fn($(&$part),+) -> R,
            R: Into<String>,
            $($part: Found + ?Sized),+
        {
            fn words(&self, _mark: PhantomData<fn($(&$part),+) -> R>, arrived: Arrived<'_>) -> Option<String> {
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
pub struct Refusing<R, M> {
    refusal: R,
    words: fn(&R, Arrived<'_>, PhantomData<M>) -> Option<String>,
}

impl<R, M> Refusing<R, M> {
    /// The one of that text or that function, and its [`Refusal::words`]: so rustc shows what is no refusal, and not the
    /// code that needs one.
    pub const fn by(refusal: R, words: fn(&R, Arrived<'_>, PhantomData<M>) -> Option<String>) -> Self {
        Refusing { refusal, words }
    }
}

trait Speak: Send + Sync {
    fn words(&self, arrived: Arrived<'_>) -> Option<String>;
}

impl<R: Send + Sync, M> Speak for Refusing<R, M> {
    fn words(&self, arrived: Arrived<'_>) -> Option<String> {
        (self.words)(&self.refusal, arrived, PhantomData)
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
    pub const fn new<R: Send + Sync, M: Mark>(refusing: &'static Refusing<R, M>, text: &'static str) -> Self {
        Otherwise { speaker: refusing, is_certain: M::IS_CERTAIN, text }
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
