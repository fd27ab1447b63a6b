//! Reads an attribute and the function below it into the model.

mod deadline;
mod filter;
mod function;
mod message;
mod on;
mod parameter;
pub(crate) mod pattern;
mod rhythm;
mod trigger;

pub(crate) use self::filter::read as read_filter;
pub(super) use self::trigger::grammar;

use proc_macro2::TokenStream;
use syn::FnArg;

use super::model::{Attr, Function, Handler, Parameter};
use crate::errors::Errors;

/// Reads what can be read, reports the rest, and returns the item to emit again beside the handler.
///
/// There is no handler where the item is no function that could ever be one.
pub(super) fn handler(
    attr: Attr,
    options: TokenStream,
    item: TokenStream,
    errors: &mut Errors,
) -> (TokenStream, Option<Handler>) {
    let Some((item, function)) = function::read(attr, item.clone(), errors) else {
        return (item, None);
    };
    let (runtime, trigger, filter, deadline) = trigger::read(attr, options, &function, errors);
    let parameters = parameters(attr, &function, errors);
    (item, Some(Handler { runtime, trigger, filter, deadline, function, parameters }))
}

fn parameters(attr: Attr, function: &Function, errors: &mut Errors) -> Vec<Parameter> {
    let inputs = function.signature.inputs.iter();
    let typed = inputs.filter_map(|input| match input {
        FnArg::Typed(parameter) => Some(parameter),
        FnArg::Receiver(_) => None, // `function::read` has refused it
    });
    typed.filter_map(|parameter| parameter::read(attr, parameter, errors)).collect()
}
