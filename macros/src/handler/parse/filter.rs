//! Reads `filter = ..`.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{BinOp, Expr, UnOp};

use super::super::model::Filter;
use crate::errors::{Errors, Mistake};
use crate::options::Options;
use crate::syntax;

/// The filter, if one is given; a part that can't be one is reported.
pub(crate) fn read(options: &mut Options, errors: &mut Errors) -> Option<Filter> {
    let value = options.value("filter", "filter = filters::private", errors)?;
    errors.completion.add_paths(&value);
    let Ok(expression) = syn::parse2(value.clone()) else {
        errors.report(value, no_filter());
        return None;
    };
    read_part(expression, errors)
}

fn read_part(part: Expr, errors: &mut Errors) -> Option<Filter> {
    match part {
        Expr::Paren(paren) => Some(Filter::Parens(Box::new(read_part(*paren.expr, errors)?))),
        Expr::Group(group) => read_part(syntax::ungroup(*group.expr), errors),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
            Some(Filter::Not(Box::new(read_part(*unary.expr, errors)?)))
        }
        Expr::Binary(binary) => {
            let (left, right) = (read_part(*binary.left, errors), read_part(*binary.right, errors));
            let both =
                |join: fn(Box<Filter>, Box<Filter>) -> Filter| Some(join(Box::new(left?), Box::new(right?)));
            match binary.op {
                BinOp::BitAnd(_) => both(Filter::And),
                BinOp::BitOr(_) => both(Filter::Or),
                operator => {
                    errors.report(operator, wrong_operator(&operator));
                    None
                }
            }
        }
        Expr::Path(_) | Expr::Call(_) | Expr::Struct(_) | Expr::MethodCall(_) | Expr::Macro(_) => {
            Some(Filter::One(Box::new(part)))
        }
        Expr::Closure(closure) => {
            let mistake = Mistake::new("a filter is a function with a name, not a closure");
            errors
                .report(closure, mistake.help("write `fn is_question(text: &str) -> bool` and name it here"));
            None
        }
        other => {
            errors.report(other, no_filter());
            None
        }
    }
}

fn wrong_operator(operator: &BinOp) -> Mistake {
    let instead = match operator {
        BinOp::And(_) => "write `&`",
        BinOp::Or(_) => "write `|`",
        _ => "write `&`, `|` or `!`",
    };
    let operator: TokenStream = operator.to_token_stream();
    Mistake::new(format!("filters are not joined with `{operator}`")).help(instead)
}

fn no_filter() -> Mistake {
    Mistake::new("this is no filter")
        .help("write functions joined by `&`, `|` and `!`: `filter = is_question & !filters::forwarded`")
}
