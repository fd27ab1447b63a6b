//! Reads `1..=20`.

use proc_macro2::TokenStream;
use syn::{Expr, ExprLit, Lit, RangeLimits, UnOp};

use super::model::{Bounds, Number};
use crate::errors::{Errors, Mistake};

/// The bounds, if that is what stands there.
pub(super) fn read(tokens: TokenStream, option: &str, example: &str, errors: &mut Errors) -> Option<Bounds> {
    let mut refuse = |wrong: String| {
        errors.report(&tokens, Mistake::new(wrong).help(format_args!("write `{example}`, for instance")));
        None
    };
    let Ok(Expr::Range(range)) = syn::parse2::<Expr>(tokens.clone()) else {
        return refuse(format!("option `{option}` takes a range of numbers"));
    };
    if matches!(range.limits, RangeLimits::HalfOpen(_)) && range.end.is_some() {
        return refuse(format!("the range of `{option}` includes its end"));
    }
    let number_of = |bound: Option<&Expr>| bound.map(number).transpose();
    let (Ok(least), Ok(most)) = (number_of(range.start.as_deref()), number_of(range.end.as_deref())) else {
        return refuse(format!("the range of `{option}` is written with numbers"));
    };
    if least.is_none() && most.is_none() {
        return refuse(format!("the range of `{option}` has no bounds"));
    }
    Some(Bounds { tokens, least, most })
}

fn number(expression: &Expr) -> Result<Number, ()> {
    match expression {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => {
            number.base10_parse().map(Number::Whole).map_err(drop)
        }
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => {
            number.base10_parse().map(Number::Decimal).map_err(drop)
        }
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => match number(&unary.expr)? {
            Number::Whole(number) => Ok(Number::Whole(-number)),
            Number::Decimal(number) => Ok(Number::Decimal(-number)),
        },
        Expr::Group(group) => number(&group.expr),
        Expr::Paren(paren) => number(&paren.expr),
        _ => Err(()),
    }
}

impl Number {
    #[expect(clippy::cast_precision_loss, reason = "bounds that somebody wrote are small")]
    pub(super) fn as_decimal(self) -> f64 {
        match self {
            Number::Whole(number) => number as f64,
            Number::Decimal(number) => number,
        }
    }
}

impl Bounds {
    /// Whether nothing lies between them.
    pub(super) fn are_empty(&self) -> bool {
        match (self.least, self.most) {
            (Some(least), Some(most)) => least.as_decimal() > most.as_decimal(),
            _ => false,
        }
    }

    /// The bounds as counts, if that is what they are.
    pub(super) fn counts(&self) -> Option<(usize, usize)> {
        let count = |number: Option<Number>, missing: usize| match number {
            None => Some(missing),
            Some(Number::Whole(number)) => usize::try_from(number).ok(),
            Some(Number::Decimal(_)) => None,
        };
        Some((count(self.least, 0)?, count(self.most, usize::MAX)?))
    }
}
