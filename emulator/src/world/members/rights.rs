//! Rights of administrators and permissions of members, by the names that the Bot API gives them.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::super::ChatKind;

/// Rights that every chat has; see `ChatAdministratorRights`.
const EVERYWHERE: [&str; 11] = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
];
const IN_GROUPS: [&str; 2] = ["can_pin_messages", "can_manage_tags"];
const IN_SUPERGROUPS: [&str; 3] = ["can_pin_messages", "can_manage_tags", "can_manage_topics"];
const IN_CHANNELS: [&str; 3] = ["can_post_messages", "can_edit_messages", "can_manage_direct_messages"];

/// What members may do; see `ChatPermissions`.
const PERMISSIONS: [&str; 16] = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
];

/// Some rights, or some permissions, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rights(BTreeSet<&'static str>);

impl Rights {
    /// Every right of an administrator.
    pub(crate) fn all() -> Self {
        Self(EVERYWHERE.into_iter().chain(IN_SUPERGROUPS).chain(IN_CHANNELS).collect())
    }

    /// Every permission of a member.
    pub(crate) fn all_permissions() -> Self {
        Self(PERMISSIONS.into_iter().collect())
    }

    /// What members of a new chat may do.
    pub(crate) fn usual_permissions() -> Self {
        Self::all_permissions().choose(|name| name != "can_manage_topics")
    }

    /// Those of these that are named.
    pub(crate) fn choose(self, is_chosen: impl Fn(&str) -> bool) -> Self {
        Self(self.0.into_iter().filter(|name| is_chosen(name)).collect())
    }

    /// Adds one that every chat has.
    pub(crate) fn add(&mut self, name: &'static str) {
        self.0.insert(name);
    }

    /// All names.
    pub(crate) fn listed(&self) -> String {
        self.0.iter().copied().collect::<Vec<_>>().join(", ")
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn is_within(&self, others: &Self) -> bool {
        self.0.is_subset(&others.0)
    }

    /// The rights that chats of this kind have, each with whether it is among these.
    pub(crate) fn shown(&self, kind: ChatKind) -> Map<String, Value> {
        let special: &[&str] = match kind {
            ChatKind::Private => &[],
            ChatKind::Group => &IN_GROUPS,
            ChatKind::Supergroup => &IN_SUPERGROUPS,
            ChatKind::Channel => &IN_CHANNELS,
        };
        self.flags(EVERYWHERE.iter().chain(special))
    }

    /// All permissions, each with whether it is among these.
    pub(crate) fn shown_permissions(&self) -> Map<String, Value> {
        self.flags(PERMISSIONS.iter())
    }

    fn flags<'a>(&self, names: impl Iterator<Item = &'a &'static str>) -> Map<String, Value> {
        names.map(|name| ((*name).to_owned(), json!(self.has(name)))).collect()
    }
}
