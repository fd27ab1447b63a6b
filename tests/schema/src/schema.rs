//! The schema, read once.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use serde_json::{Map, Value};

use crate::expression::Expression;

static SCHEMA: LazyLock<Schema> = LazyLock::new(|| Schema::read(include_str!("../bot-api.json")));

/// All types, and what the methods return.
pub(crate) struct Schema {
    types: HashMap<String, Type>,
    methods: BTreeMap<String, Method>,
}

/// What a method takes and gives.
pub(crate) struct Method {
    pub(crate) returns: Expression,
    /// All parameters' names.
    pub(crate) parameters: Vec<String>,
}

/// A type that has a name.
pub(crate) enum Type {
    Object(BTreeMap<String, Field>),
    Union(Vec<Expression>),
}

/// A field of an object.
pub(crate) struct Field {
    pub(crate) expression: Expression,
    pub(crate) is_required: bool,
}

impl Schema {
    pub(crate) fn get() -> &'static Self {
        &SCHEMA
    }

    fn read(text: &str) -> Self {
        let schema: Value = serde_json::from_str(text).expect("`generate.py` writes JSON");
        let types = object(&schema["types"]).iter().map(|(name, kind)| (name.clone(), Type::read(kind)));
        let methods = object(&schema["methods"]).iter();
        let methods = methods.map(|(name, method)| (name.clone(), Method::read(method)));
        Self { types: types.collect(), methods: methods.collect() }
    }

    /// A type of this name.
    pub(crate) fn named(&self, name: &str) -> Option<&Type> {
        self.types.get(name)
    }

    /// All methods by name.
    pub(crate) fn methods(&self) -> impl Iterator<Item = (&str, &Method)> {
        self.methods.iter().map(|(name, method)| (name.as_str(), method))
    }

    /// A method, and its name in the Bot API's letter case.
    pub(crate) fn method(&self, name: &str) -> Option<(&str, &Method)> {
        self.methods().find(|(known, _)| known.eq_ignore_ascii_case(name))
    }
}

impl Method {
    fn read(method: &Value) -> Self {
        let parameters = object(&method["parameters"]).keys();
        let parameters = parameters.map(|name| name.trim_end_matches('?').to_owned());
        Self { returns: expression(&method["returns"]), parameters: parameters.collect() }
    }
}

impl Type {
    fn read(kind: &Value) -> Self {
        match kind.as_array() {
            Some(variants) => Self::Union(variants.iter().map(expression).collect()),
            None => Self::Object(object(kind).iter().map(Field::read).collect()),
        }
    }
}

impl Field {
    /// A `?` after the name marks an optional field.
    fn read((name, kind): (&String, &Value)) -> (String, Self) {
        let optional = name.strip_suffix('?');
        let field = Self { expression: expression(kind), is_required: optional.is_none() };
        (optional.unwrap_or(name).to_owned(), field)
    }
}

fn object(value: &Value) -> &Map<String, Value> {
    value.as_object().expect("`generate.py` writes objects here")
}

fn expression(value: &Value) -> Expression {
    Expression::parse(value.as_str().expect("`generate.py` writes types as strings"))
}

#[cfg(test)]
mod tests {
    use super::{Expression, Schema, Type};

    fn names(expression: &Expression) -> Vec<&str> {
        match expression {
            Expression::Named(name) => vec![name],
            Expression::Array(items) => names(items),
            Expression::OneOf(choices) => choices.iter().flat_map(names).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn every_type_that_is_named_is_there() {
        let schema = Schema::get();
        let in_types = schema.types.values().flat_map(|kind| match kind {
            Type::Object(fields) => fields.values().flat_map(|field| names(&field.expression)).collect(),
            Type::Union(variants) => variants.iter().flat_map(names).collect::<Vec<_>>(),
        });
        for name in in_types.chain(schema.methods.values().flat_map(|method| names(&method.returns))) {
            assert!(schema.types.contains_key(name), "{name}");
        }
        assert_eq!((schema.types.len(), schema.methods.len()), (400, 185));
    }
}
