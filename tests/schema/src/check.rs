//! Comparing values with types.

use serde_json::{Map, Value};

use crate::{
    expression::Expression,
    mistakes::Mistakes,
    schema::{Schema, Type},
};

/// The most characters of a wrong value that a message shows.
const LONGEST_SHOWN: usize = 80;

/// A check that is under way, and what it has found.
pub(crate) struct Check {
    schema: &'static Schema,
    mistakes: Vec<String>,
}

impl Check {
    pub(crate) fn new(schema: &'static Schema) -> Self {
        Self { schema, mistakes: Vec::new() }
    }

    pub(crate) fn finish(self) -> Result<(), Mistakes> {
        if self.mistakes.is_empty() { Ok(()) } else { Err(Mistakes(self.mistakes)) }
    }

    /// The whole answer to a call.
    pub(crate) fn answer(&mut self, method: &str, answer: &Value) {
        match answer["ok"].as_bool() {
            Some(true) => self.success(method, answer),
            Some(false) => self.refusal(method, answer),
            None => self.mismatch(&format!("{method}.ok"), "Boolean", &answer["ok"]),
        }
    }

    fn success(&mut self, method: &str, answer: &Value) {
        let Some((name, known)) = self.schema.method(method) else {
            return self.report(method, "the Bot API has no such method, but it was answered");
        };
        self.only_fields(name, answer, &["ok", "result", "description"]);
        self.value(&format!("{name}.result"), &known.returns, &answer["result"]);
    }

    fn refusal(&mut self, method: &str, answer: &Value) {
        self.only_fields(method, answer, &["ok", "error_code", "description", "parameters"]);
        self.value(&format!("{method}.error_code"), &Expression::Integer, &answer["error_code"]);
        self.value(&format!("{method}.description"), &Expression::String, &answer["description"]);
        if let Some(parameters) = answer.get("parameters") {
            self.named(&format!("{method}.parameters"), "ResponseParameters", parameters);
        }
    }

    fn only_fields(&mut self, path: &str, answer: &Value, known: &[&str]) {
        let fields = answer.as_object().into_iter().flatten();
        for (name, value) in fields.filter(|(name, _)| !known.contains(&name.as_str())) {
            self.unknown(path, name, value);
        }
    }

    /// A value of a type that has a name.
    pub(crate) fn named(&mut self, path: &str, name: &str, value: &Value) {
        let kind = self.schema.named(name).unwrap_or_else(|| panic!("the Bot API has no type `{name}`"));
        match (kind, value) {
            (Type::Union(variants), _) => self.one_of(path, name, variants, value),
            (Type::Object(_), Value::Object(fields)) => self.object(path, name, fields),
            _ => self.mismatch(path, name, value),
        }
    }

    fn object(&mut self, path: &str, name: &str, given: &Map<String, Value>) {
        let Some(Type::Object(fields)) = self.schema.named(name) else { return };
        for (field, wanted) in fields {
            match given.get(field) {
                Some(value) => self.value(&format!("{path}.{field}"), &wanted.expression, value),
                None if wanted.is_required => {
                    self.report(&format!("{path}.{field}"), &format!("missing, but required in {name}"));
                }
                None => {}
            }
        }
        for (field, value) in given.iter().filter(|(field, _)| !fields.contains_key(*field)) {
            self.unknown(path, field, value);
        }
    }

    fn value(&mut self, path: &str, wanted: &Expression, value: &Value) {
        match (wanted, value) {
            (Expression::Named(name), _) => self.named(path, name, value),
            (Expression::OneOf(choices), _) => self.one_of(path, &wanted.to_string(), choices, value),
            (Expression::Array(items), Value::Array(values)) => {
                for (place, value) in values.iter().enumerate() {
                    self.value(&format!("{path}[{place}]"), items, value);
                }
            }
            _ if is_plain(wanted, value) => {}
            _ => self.mismatch(path, &wanted.to_string(), value),
        }
    }

    /// The variant that the discriminators name; where several are left, one that fits, or the nearest.
    fn one_of(&mut self, path: &str, name: &str, variants: &[Expression], value: &Value) {
        let fits = variants.iter().map(|variant| (self.likeness(variant, value), variant));
        let fits: Vec<_> = fits.filter_map(|(likeness, variant)| Some((likeness?, variant))).collect();
        let best = fits.iter().map(|(likeness, _)| *likeness).max();
        let candidates = fits.iter().filter(|(likeness, _)| Some(*likeness) == best);
        let outcomes = candidates.map(|(_, variant)| self.try_variant(path, variant, value));
        match outcomes.min_by_key(Vec::len) {
            Some(mistakes) => self.mistakes.extend(mistakes),
            None => self.mismatch(path, name, value),
        }
    }

    fn try_variant(&self, path: &str, variant: &Expression, value: &Value) -> Vec<String> {
        let mut check = Self::new(self.schema);
        check.value(path, variant, value);
        check.mistakes
    }

    /// How many discriminators a value has of a variant; `None` if it is another's.
    fn likeness(&self, variant: &Expression, value: &Value) -> Option<usize> {
        match (variant, value) {
            (Expression::Named(name), _) => match (self.schema.named(name)?, value) {
                (Type::Union(variants), _) => {
                    variants.iter().filter_map(|variant| self.likeness(variant, value)).max()
                }
                (Type::Object(_), Value::Object(fields)) => self.object_likeness(name, fields),
                _ => None,
            },
            (Expression::Array(_), Value::Array(_)) => Some(0),
            _ => is_plain(variant, value).then_some(0),
        }
    }

    fn object_likeness(&self, name: &str, given: &Map<String, Value>) -> Option<usize> {
        let Some(Type::Object(fields)) = self.schema.named(name) else { return None };
        let constants = fields.iter().filter_map(|(field, wanted)| match &wanted.expression {
            Expression::Constant(value) => Some((field, value)),
            _ => None,
        });
        let equal: Vec<bool> = constants.map(|(field, value)| given.get(field) == Some(value)).collect();
        equal.iter().all(|equal| *equal).then_some(equal.len())
    }

    fn mismatch(&mut self, path: &str, wanted: &str, got: &Value) {
        self.report(path, &format!("expected {wanted}, got {}", shown(got)));
    }

    fn unknown(&mut self, path: &str, field: &str, value: &Value) {
        self.report(&format!("{path}.{field}"), &format!("no such field, got {}", shown(value)));
    }

    fn report(&mut self, path: &str, mistake: &str) {
        self.mistakes.push(format!("{path}: {mistake}"));
    }
}

/// Whether this is a value of a type without fields and items.
fn is_plain(wanted: &Expression, value: &Value) -> bool {
    match wanted {
        Expression::Integer => value.is_i64() || value.is_u64(),
        Expression::Float => value.is_number(),
        Expression::Boolean => value.is_boolean(),
        Expression::True => *value == Value::Bool(true),
        Expression::String => value.is_string(),
        Expression::Constant(constant) => value == constant,
        Expression::Array(_) | Expression::OneOf(_) | Expression::Named(_) => false,
    }
}

/// A value in a message, shortened.
fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(LONGEST_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
