//! A type whose values the bot keeps.

use proc_macro2::TokenStream;
use syn::{Attribute, Generics, Ident, Path, Visibility};

use crate::names::Runtime;

/// One struct or enum with one of the attributes for data.
pub(crate) struct Data {
    pub(crate) runtime: Runtime,
    pub(crate) scope: Scope,
    pub(crate) item: Item,
    /// The name under which values are stored.
    pub(crate) name: StoredName,
    /// `merge = path`: what becomes of two records when a group becomes a supergroup.
    pub(crate) merge: Option<Path>,
    /// `version = 2`: which version of the type this is.
    pub(crate) version: Option<TypeVersion>,
    /// `upgrade = [path]`: what makes the JSON of each version that of the next.
    pub(crate) upgrades: Option<Upgrades>,
    pub(crate) serde: Serde,
}

/// Whose data it is.
#[derive(Clone, Copy)]
pub(crate) enum Scope {
    User,
    Chat,
    Bot,
    Member,
    Topic,
}

impl Scope {
    /// All of them.
    pub(crate) const ALL: [Scope; 5] = [Scope::User, Scope::Chat, Scope::Bot, Scope::Member, Scope::Topic];

    /// The name of its attribute.
    pub(crate) fn attribute(self) -> &'static str {
        match self {
            Scope::User => "user_data",
            Scope::Chat => "chat_data",
            Scope::Bot => "bot_data",
            Scope::Member => "member_data",
            Scope::Topic => "topic_data",
        }
    }

    /// The options of its attribute.
    pub(crate) fn options(self) -> &'static [&'static str] {
        match self {
            Scope::User | Scope::Bot => &["name", "version", "upgrade", "crate"],
            // These belong to a chat, which may turn out to have had two of them.
            Scope::Chat | Scope::Member | Scope::Topic => &["name", "version", "upgrade", "merge", "crate"],
        }
    }

    /// The name of its variant in the runtime.
    pub(crate) fn variant(self) -> &'static str {
        match self {
            Scope::User => "User",
            Scope::Chat => "Chat",
            Scope::Bot => "Bot",
            Scope::Member => "Member",
            Scope::Topic => "Topic",
        }
    }
}

/// The struct or enum below the attribute; its fields stay unread.
pub(crate) struct Item {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    /// `struct` or `enum`.
    pub(crate) keyword: Ident,
    pub(crate) name: Ident,
    pub(crate) generics: Generics,
    /// All after the generics.
    pub(crate) rest: TokenStream,
    pub(crate) has_named_fields: bool,
}

/// The name under which values are stored, and what to underline where it is wrong.
pub(crate) struct StoredName {
    pub(crate) text: String,
    pub(crate) tokens: TokenStream,
}

/// The version of a type, and what to underline where it is wrong.
pub(crate) struct TypeVersion {
    pub(crate) number: u32,
    pub(crate) tokens: TokenStream,
}

/// The functions that upgrade a type's JSON, and what to underline where there are too many or too few.
pub(crate) struct Upgrades {
    pub(crate) steps: Vec<Path>,
    pub(crate) tokens: TokenStream,
}

/// What the item leaves for us to say to serde.
pub(crate) struct Serde {
    /// Which of `Serialize` and `Deserialize` no visible derive names.
    pub(crate) derives: Vec<&'static str>,
    /// No `#[serde(crate = ..)]`.
    pub(crate) path: bool,
    /// Named fields, and no `#[serde(default)]`.
    pub(crate) default: bool,
}
