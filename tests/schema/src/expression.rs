//! The types of fields as the schema writes them: `Integer or String`, `Array of Update`, `'private'`.

use std::fmt;

use serde_json::Value;

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    Integer,
    Float,
    Boolean,
    True,
    String,
    /// One value and no other: a discriminator, or one of several choices.
    Constant(Value),
    Array(Box<Self>),
    OneOf(Vec<Self>),
    /// A type of the schema.
    Named(String),
}

impl Expression {
    /// Reads what `generate.py` writes. `Array of` takes in all that follows.
    pub(crate) fn parse(text: &str) -> Self {
        if let Some(items) = text.strip_prefix("Array of ") {
            return Self::Array(Box::new(Self::parse(items)));
        }
        if text.contains(" or ") {
            return Self::OneOf(text.split(" or ").map(Self::parse).collect());
        }
        match text {
            "Integer" => Self::Integer,
            "Float" => Self::Float,
            "Boolean" => Self::Boolean,
            "True" => Self::True,
            "String" => Self::String,
            "0" => Self::Constant(0.into()),
            _ => Self::quoted(text).unwrap_or_else(|| Self::Named(text.to_owned())),
        }
    }

    fn quoted(text: &str) -> Option<Self> {
        let content = text.strip_prefix('\'')?.strip_suffix('\'')?;
        Some(Self::Constant(content.into()))
    }
}

/// As the schema writes it.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer => f.write_str("Integer"),
            Self::Float => f.write_str("Float"),
            Self::Boolean => f.write_str("Boolean"),
            Self::True => f.write_str("True"),
            Self::String => f.write_str("String"),
            Self::Constant(value) => write!(f, "{value}"),
            Self::Array(items) => write!(f, "Array of {items}"),
            Self::OneOf(choices) => {
                let choices: Vec<String> = choices.iter().map(Self::to_string).collect();
                f.write_str(&choices.join(" or "))
            }
            Self::Named(name) => f.write_str(name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Expression;

    #[test]
    fn an_expression_is_shown_as_it_is_written() {
        for text in ["Integer", "Array of Array of PhotoSize", "Integer or String", "Array of A or B", "0"] {
            assert_eq!(Expression::parse(text).to_string(), text);
        }
        assert_eq!(Expression::parse("'a' or 'b'").to_string(), r#""a" or "b""#);
    }
}
