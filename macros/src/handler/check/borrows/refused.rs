//! References to types that nobody can lend, known by their syntax.

use syn::{Type, TypePath};

use super::super::super::model::{Attr, Borrow, Handler};
use crate::errors::Mistake;
use crate::syntax;

/// Standard types that hold several values.
const COLLECTIONS: [&str; 8] =
    ["Vec", "VecDeque", "HashMap", "HashSet", "BTreeMap", "BTreeSet", "BinaryHeap", "LinkedList"];

/// Standard types that only point to a value or watch over it in one thread.
const POINTERS: [&str; 6] = ["Box", "Rc", "Arc", "Cell", "RefCell", "Cow"];

/// Why `borrow` can't be lent, where its syntax tells.
pub(super) fn mistake(handler: &Handler, borrow: &Borrow) -> Option<Mistake> {
    let refused = Refused { by_value: by_value(handler), has_text: has_text(handler.trigger.attr()), borrow };
    let target = syntax::text_of(&borrow.target);
    match &borrow.target {
        Type::Path(path) => refused.path(path),
        Type::Reference(inner) => Some(refused.one_reference_too_many(&inner.elem)),
        Type::Slice(slice) if is_lent_as_slice(&slice.elem) => None,
        Type::Slice(slice) => {
            Some(refused.needs_a_struct("values", &format!("Vec<{}>", syntax::text_of(&slice.elem))))
        }
        Type::Array(_) | Type::Tuple(_) => Some(refused.needs_a_struct("values", &target)),
        Type::TraitObject(_) => {
            Some(refused.nothing_to_borrow().help("borrow the type itself that was given to `App::state`"))
        }
        Type::FnPtr(_) | Type::Ptr(_) | Type::Never(_) | Type::Infer(_) => {
            Some(refused.nothing_to_borrow().help("borrow a type with a name"))
        }
        // `impl Trait` is reported with the signature.
        _ => None,
    }
}

/// What a handler takes by value, if anything.
fn by_value(handler: &Handler) -> Option<&'static str> {
    match handler.trigger.attr() {
        Attr::Message if handler.pattern().is_some() => Some("a capture"),
        Attr::Command => Some("an argument that is typed"),
        Attr::Callback => Some("a field of the button"),
        Attr::Timer => Some("an argument of the timer"),
        Attr::SurveyDone => Some("the survey"),
        _ => None,
    }
}

/// Whether what the handler runs for may have a text.
fn has_text(attr: Attr) -> bool {
    !matches!(
        attr,
        Attr::OnStart | Attr::OnStop | Attr::OnMigrate | Attr::SurveyDone | Attr::Timer | Attr::Every
    )
}

/// Types of which a message or an album can hold several.
const LENT_AS_SLICES: [&str; 7] =
    ["PhotoSize", "User", "Message", "MediaPhoto", "MediaVideo", "MediaDocument", "MediaAudio"];

fn is_lent_as_slice(ty: &Type) -> bool {
    let Type::Path(path) = syntax::peel(ty) else { return false };
    path.path.segments.last().is_some_and(|last| LENT_AS_SLICES.iter().any(|name| last.ident == name))
}

struct Refused<'a> {
    /// What the handler takes by value.
    by_value: Option<&'static str>,
    /// Whether there may be a text to borrow instead.
    has_text: bool,
    borrow: &'a Borrow,
}

impl Refused<'_> {
    fn path(&self, path: &TypePath) -> Option<Mistake> {
        let last = path.path.segments.last()?;
        let name = last.ident.to_string();
        let name = name.as_str();
        if last.arguments.is_none() {
            return match name {
                "str" if self.borrow.mutable => Some(self.unchangeable_text()),
                "String" => Some(self.text()),
                _ if syntax::is_primitive(&self.borrow.target) => Some(self.primitive()),
                _ => None,
            };
        }
        match name {
            "Option" => Some(self.option(last)),
            _ if COLLECTIONS.contains(&name) => Some(self.needs_a_struct("values", &syntax::text_of(path))),
            _ if POINTERS.contains(&name) => Some(self.pointer(last)),
            _ => None,
        }
    }

    fn nothing_to_borrow(&self) -> Mistake {
        Mistake::new(format!("`{}` is nothing a handler can borrow", syntax::text_of(&self.borrow.target)))
    }

    fn one_reference_too_many(&self, inner: &Type) -> Mistake {
        let wrong = format!("`{}` is one reference too many", syntax::text_of(&self.borrow.written));
        let once = self.wrapped(&format!("{}{}", self.and(), syntax::text_of(inner)));
        Mistake::new(wrong).help(format_args!("write `{once}`"))
    }

    fn needs_a_struct(&self, field: &str, ty: &str) -> Mistake {
        self.nothing_to_borrow()
            .help(format_args!("borrow a struct of yours that holds it: `struct Name {{ {field}: {ty} }}`"))
            .note("put `#[user_data]`, `#[chat_data]` or `#[bot_data]` on the struct, or give it to `App::state`")
    }

    fn unchangeable_text(&self) -> Mistake {
        Mistake::new("the text that arrived can't be changed")
            .help(format_args!("write `{}`", self.shared("str")))
    }

    fn text(&self) -> Mistake {
        let text = self.shared("str");
        let mistake = self.nothing_to_borrow();
        if !self.has_text {
            return mistake.help("borrow data of the bot, `&Bot`, or a value of `App::state`");
        }
        if let Some(by_value) = self.by_value {
            return mistake
                .help(format_args!("write `String` for {by_value}, `{text}` for the message's text"));
        }
        mistake.help(format_args!("write `{text}` for the message's text"))
    }

    fn primitive(&self) -> Mistake {
        let target = syntax::text_of(&self.borrow.target);
        if let Some(by_value) = self.by_value {
            let value = if self.borrow.optional { format!("Option<{target}>") } else { target };
            return self.nothing_to_borrow().help(format_args!("write `{value}` for {by_value}"));
        }
        self.needs_a_struct("value", &target)
    }

    fn option(&self, option: &syn::PathSegment) -> Mistake {
        let inner = inner_of(option);
        self.nothing_to_borrow().help(format_args!("write `Option<{}{inner}>`", self.and()))
    }

    fn pointer(&self, pointer: &syn::PathSegment) -> Mistake {
        let inner = inner_of(pointer);
        self.nothing_to_borrow()
            .help(format_args!("write `{}`", self.wrapped(&format!("{}{inner}", self.and()))))
            .note("data and the values given to `App::state` are shared by the runtime already")
    }

    fn and(&self) -> &'static str {
        if self.borrow.mutable { "&mut " } else { "&" }
    }

    /// `&name`, with the `Option` that the user wrote.
    fn shared(&self, name: &str) -> String {
        self.wrapped(&format!("&{name}"))
    }

    fn wrapped(&self, reference: &str) -> String {
        if self.borrow.optional { format!("Option<{reference}>") } else { reference.to_owned() }
    }
}

/// What stands between the `<` and `>` of a path's last segment.
fn inner_of(segment: &syn::PathSegment) -> String {
    match &segment.arguments {
        syn::PathArguments::AngleBracketed(arguments) => {
            let last = arguments.args.last();
            last.map(syntax::text_of).unwrap_or_default()
        }
        _ => String::new(),
    }
}
