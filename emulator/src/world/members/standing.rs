//! What somebody is in a chat, and how the Bot API shows it.

use serde_json::{Map, Value, json};

use super::{super::ChatKind, rights::Rights};

/// What somebody is in a chat; see [`Chat::set_standing`](crate::Chat::set_standing).
///
/// ```
/// # use pouch_emulator::Standing;
/// let moderator = Standing::administrator(&["can_restrict_members"]).titled("Guard");
/// let muted = Standing::restricted(&[]).until(1_900_000_000);
/// # let _ = (moderator, muted);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub(crate) rank: Rank,
    /// `custom_title`
    pub(crate) title: Option<String>,
    /// When a restriction or a ban ends; 0 means never.
    pub(crate) until: u64,
}

/// The `status` of a `ChatMember`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rank {
    Owner { is_anonymous: bool },
    Administrator { rights: Rights, is_anonymous: bool, is_by_bot: bool },
    Member,
    Restricted { may: Rights, is_member: bool },
    Left,
    Banned,
}

impl From<Rank> for Standing {
    fn from(rank: Rank) -> Self {
        Self { rank, title: None, until: 0 }
    }
}

impl Standing {
    /// Owns the chat. There is one owner: a former one becomes an administrator.
    pub fn owner() -> Self {
        Rank::Owner { is_anonymous: false }.into()
    }

    /// An administrator with these rights, besides `can_manage_chat`; see
    /// [`ChatAdministratorRights`](https://core.telegram.org/bots/api#chatadministratorrights).
    ///
    /// # Panics
    /// If there is no right of that name.
    pub fn administrator(rights: &[&str]) -> Self {
        Self::try_administrator(rights).unwrap_or_else(|unknown| panic!("{unknown}"))
    }

    pub(crate) fn try_administrator(rights: &[&str]) -> Result<Self, String> {
        let mut rights = named(Rights::all(), rights, "right of an administrator")?;
        rights.add("can_manage_chat");
        Ok(Rank::Administrator { rights, is_anonymous: false, is_by_bot: false }.into())
    }

    /// An administrator with every right.
    pub fn full_administrator() -> Self {
        Rank::Administrator { rights: Rights::all(), is_anonymous: false, is_by_bot: false }.into()
    }

    /// An ordinary member.
    pub fn member() -> Self {
        Rank::Member.into()
    }

    /// A member who may do only this; see [`ChatPermissions`](https://core.telegram.org/bots/api#chatpermissions).
    ///
    /// # Panics
    /// If there is no permission of that name.
    pub fn restricted(permissions: &[&str]) -> Self {
        Self::try_restricted(permissions).unwrap_or_else(|unknown| panic!("{unknown}"))
    }

    pub(crate) fn try_restricted(permissions: &[&str]) -> Result<Self, String> {
        let may = named(Rights::all_permissions(), permissions, "permission")?;
        Ok(Rank::Restricted { may, is_member: true }.into())
    }

    /// Not in the chat, but free to join it.
    pub fn left() -> Self {
        Rank::Left.into()
    }

    /// Thrown out for good.
    pub fn banned() -> Self {
        Rank::Banned.into()
    }

    /// Lets an owner or administrator write in the name of the group.
    pub fn anonymous(mut self) -> Self {
        if let Rank::Owner { is_anonymous } | Rank::Administrator { is_anonymous, .. } = &mut self.rank {
            *is_anonymous = true;
        }
        self
    }

    /// Gives an owner or administrator a custom title.
    pub fn titled(mut self, title: &str) -> Self {
        self.title = Some(title.to_owned());
        self
    }

    /// Lets a restriction or a ban end at this time, in seconds since 1970.
    pub fn until(mut self, date: u64) -> Self {
        self.until = date;
        self
    }

    /// Whether this is somebody in the chat.
    pub fn is_in(&self) -> bool {
        !matches!(self.rank, Rank::Left | Rank::Banned | Rank::Restricted { is_member: false, .. })
    }

    /// Whether this is the owner or an administrator.
    pub fn is_administrator(&self) -> bool {
        matches!(self.rank, Rank::Owner { .. } | Rank::Administrator { .. })
    }

    pub(crate) fn is_banned(&self) -> bool {
        self.rank == Rank::Banned
    }

    /// Whether this is an owner or administrator who writes in the group's name.
    pub(crate) fn is_anonymous(&self) -> bool {
        matches!(
            self.rank,
            Rank::Owner { is_anonymous: true } | Rank::Administrator { is_anonymous: true, .. }
        )
    }

    /// Whether an owner or administrator has this right.
    pub(crate) fn has(&self, right: &str) -> bool {
        match &self.rank {
            Rank::Owner { .. } => true,
            Rank::Administrator { rights, .. } => rights.has(right),
            _ => false,
        }
    }

    /// Whether somebody in the chat may do this, where all members may do `all`.
    pub(crate) fn may(&self, permission: &str, all: &Rights) -> bool {
        match &self.rank {
            Rank::Owner { .. } | Rank::Administrator { .. } => true,
            Rank::Member => all.has(permission),
            Rank::Restricted { may, is_member: true } => all.has(permission) && may.has(permission),
            _ => false,
        }
    }

    /// Whether somebody in the chat may begin topics, where members have these permissions. Administrators need the
    /// right to.
    pub(crate) fn may_create_topics(&self, all: &Rights) -> bool {
        if self.is_administrator() {
            self.has("can_manage_topics")
        } else {
            self.may("can_manage_topics", all)
        }
    }

    /// This standing at that time: restrictions and bans may be over.
    pub(crate) fn at(&self, now: u64) -> Self {
        let is_over = self.until != 0 && self.until <= now;
        match &self.rank {
            Rank::Restricted { is_member: true, .. } if is_over => Self::member(),
            Rank::Banned | Rank::Restricted { .. } if is_over => Self::left(),
            _ => self.clone(),
        }
    }

    /// What somebody of this standing is after coming in: restrictions stay.
    pub(crate) fn inside(mut self) -> Self {
        match &mut self.rank {
            Rank::Restricted { is_member, .. } => *is_member = true,
            Rank::Left | Rank::Banned => return Self::member(),
            _ => {}
        }
        self
    }

    /// What the bot is in a private chat after the person wrote there: a block stays.
    pub(crate) fn opened(self) -> Self {
        if self.rank == Rank::Left { Self::member() } else { self }
    }

    /// What somebody of this standing is after going out: restrictions stay.
    pub(crate) fn outside(mut self) -> Self {
        match &mut self.rank {
            Rank::Restricted { is_member, .. } => *is_member = false,
            Rank::Banned => {}
            _ => return Self::left(),
        }
        self
    }

    /// The `ChatMember` of this user.
    pub(crate) fn shown(&self, user: Value, kind: ChatKind, is_bot_superior: bool) -> Value {
        let mut shown = Map::new();
        shown.insert("user".to_owned(), user);
        shown.insert("status".to_owned(), json!(self.status()));
        match &self.rank {
            Rank::Owner { is_anonymous } => {
                drop(shown.insert("is_anonymous".to_owned(), json!(is_anonymous)));
            }
            Rank::Administrator { rights, is_anonymous, is_by_bot } => {
                shown.extend(rights.shown(kind));
                shown.insert("is_anonymous".to_owned(), json!(is_anonymous));
                shown.insert("can_be_edited".to_owned(), json!(*is_by_bot && is_bot_superior));
            }
            Rank::Restricted { may, is_member } => {
                shown.extend(may.shown_permissions());
                shown.insert("is_member".to_owned(), json!(is_member));
                shown.insert("until_date".to_owned(), json!(self.until));
            }
            Rank::Banned => drop(shown.insert("until_date".to_owned(), json!(self.until))),
            Rank::Member | Rank::Left => {}
        }
        if let Some(title) = self.title.as_ref().filter(|_| self.is_administrator()) {
            shown.insert("custom_title".to_owned(), json!(title));
        }
        Value::Object(shown)
    }

    fn status(&self) -> &'static str {
        match self.rank {
            Rank::Owner { .. } => "creator",
            Rank::Administrator { .. } => "administrator",
            Rank::Member => "member",
            Rank::Restricted { .. } => "restricted",
            Rank::Left => "left",
            Rank::Banned => "kicked",
        }
    }
}

/// The named ones of all, or what is wrong with the names.
fn named(all: Rights, names: &[&str], what: &str) -> Result<Rights, String> {
    match names.iter().find(|name| !all.has(name)) {
        Some(unknown) => Err(format!("`{unknown}` is no {what}; the Bot API has: {}", all.listed())),
        None => Ok(all.choose(|name| names.contains(&name))),
    }
}
