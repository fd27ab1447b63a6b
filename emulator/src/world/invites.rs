//! Invite links, and requests to join.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{BOT_ID, Barred, World, service::fields};

/// How somebody came in by an invite link; see [`User::follow`](crate::User::follow).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// They are in the chat.
    Joined,
    /// An administrator, or the bot, has to let them in.
    Requested,
}

/// An invite link as whoever makes it wants it.
#[derive(Clone, Debug, Default)]
pub(crate) struct LinkTerms {
    pub(crate) name: String,
    /// Seconds since 1970; 0 means never.
    pub(crate) expire_date: u64,
    /// How many may join by it; 0 means any number.
    pub(crate) member_limit: usize,
    pub(crate) creates_join_request: bool,
}

pub(crate) struct InviteLink {
    pub(crate) url: String,
    pub(crate) creator: i64,
    pub(crate) terms: LinkTerms,
    pub(crate) is_primary: bool,
    pub(crate) is_revoked: bool,
    joined: usize,
}

/// The links of one chat, and who asked to be let in, by which link.
#[derive(Default)]
pub(crate) struct Invites {
    links: Vec<InviteLink>,
    pub(crate) requests: BTreeMap<i64, Option<String>>,
}

impl Invites {
    pub(crate) fn link_mut(&mut self, url: &str) -> Option<&mut InviteLink> {
        self.links.iter_mut().find(|link| link.url == url)
    }

    fn link(&self, url: &str) -> Option<&InviteLink> {
        self.links.iter().find(|link| link.url == url)
    }

    /// The addresses of all links, the oldest first.
    pub(crate) fn urls(&self) -> impl Iterator<Item = &str> {
        self.links.iter().map(|link| link.url.as_str())
    }

    /// The primary link of an administrator.
    pub(crate) fn open_primary(&self, creator: i64) -> Option<&InviteLink> {
        self.links.iter().find(|link| link.is_primary && !link.is_revoked && link.creator == creator)
    }
}

impl InviteLink {
    fn is_open(&self, now: u64) -> bool {
        let LinkTerms { expire_date, member_limit, .. } = self.terms;
        !self.is_revoked
            && (expire_date == 0 || now < expire_date)
            && (member_limit == 0 || self.joined < member_limit)
    }
}

impl World {
    /// Makes an invite link: its address.
    pub(crate) fn add_link(
        &mut self,
        chat_id: i64,
        creator: i64,
        terms: LinkTerms,
        is_primary: bool,
    ) -> Option<String> {
        self.link_count += 1;
        let url = format!("https://t.me/+Pouch{:011}", self.link_count);
        let link = InviteLink { url: url.clone(), creator, terms, is_primary, is_revoked: false, joined: 0 };
        self.chat_mut(chat_id)?.invites.links.push(link);
        Some(url)
    }

    /// Makes an invite link useless.
    pub(crate) fn revoke_link(&mut self, chat_id: i64, url: &str) {
        if let Some(link) = self.chat_mut(chat_id).and_then(|chat| chat.invites.link_mut(url)) {
            link.is_revoked = true;
        }
    }

    /// The `ChatInviteLink` of an address.
    pub(crate) fn shown_link(&self, chat_id: i64, url: &str) -> Option<Value> {
        let invites = &self.chat(chat_id)?.invites;
        let link = invites.link(url)?;
        let mut shown = json!({
            "invite_link": link.url,
            "creator": self.user(link.creator)?,
            "creates_join_request": link.terms.creates_join_request,
            "is_primary": link.is_primary,
            "is_revoked": link.is_revoked,
        });
        let pending = invites.requests.values().filter(|by| by.as_deref() == Some(url)).count();
        if link.terms.creates_join_request {
            shown["pending_join_request_count"] = json!(pending);
        }
        if !link.terms.name.is_empty() {
            shown["name"] = json!(link.terms.name);
        }
        if link.terms.expire_date != 0 {
            shown["expire_date"] = json!(link.terms.expire_date);
        }
        if link.terms.member_limit != 0 {
            shown["member_limit"] = json!(link.terms.member_limit);
        }
        Some(shown)
    }

    /// Lets somebody open an invite link.
    pub(crate) fn follow(&mut self, person: i64, url: &str) -> Result<Followed, Barred> {
        let mut chats = self.chats.iter();
        let chat_id = chats.find(|(_, chat)| chat.invites.link(url).is_some()).map(|(id, _)| *id);
        let chat_id = chat_id.ok_or(Barred("there is no such invite link"))?;
        let now = self.clock.now();
        let link = self.chat(chat_id).and_then(|chat| chat.invites.link(url));
        let link = link.filter(|link| link.is_open(now));
        let link = link.ok_or(Barred("this invite link is used up, out of date or revoked"))?;
        if link.terms.creates_join_request {
            self.ask_to_join(chat_id, person, Some(url))?;
            return Ok(Followed::Requested);
        }
        let shown = self.shown_link(chat_id, url).unwrap_or_default();
        self.join(chat_id, &[person], person, &fields([("invite_link", shown)]))?;
        if let Some(link) = self.chat_mut(chat_id).and_then(|chat| chat.invites.link_mut(url)) {
            link.joined += 1;
        }
        Ok(Followed::Joined)
    }

    /// Lets somebody ask to be let in; bots that may invite people hear of it. The update's id.
    pub(crate) fn ask_to_join(
        &mut self,
        chat_id: i64,
        person: i64,
        url: Option<&str>,
    ) -> Result<i64, Barred> {
        self.check_joining(chat_id, person, person)?;
        let mut request = json!({
            "chat": self.chat(chat_id).ok_or(Barred::NOWHERE)?.json,
            "from": self.user(person).ok_or(Barred::NOWHERE)?,
            "user_chat_id": person,
            "date": self.clock.now(),
        });
        if let Some(chat) = self.chat_mut(chat_id) {
            chat.invites.requests.insert(person, url.map(str::to_owned));
        }
        self.note_chat(chat_id);
        if let Some(link) = url.and_then(|url| self.shown_link(chat_id, url)) {
            request["invite_link"] = link;
        }
        Ok(if self.standing(chat_id, BOT_ID).has("can_invite_users") {
            self.queue.add("chat_join_request", request)
        } else {
            self.queue.give_id()
        })
    }

    /// Ends a request to join; false if there is none.
    pub(crate) fn end_request(&mut self, chat_id: i64, person: i64, is_approved: bool) -> bool {
        let request = self.chat_mut(chat_id).and_then(|chat| chat.invites.requests.remove(&person));
        let Some(url) = request else { return false };
        self.note_chat(chat_id);
        if is_approved {
            let mut how: Map<String, Value> = fields([("via_join_request", json!(true))]);
            if let Some(link) = url.and_then(|url| self.shown_link(chat_id, &url)) {
                how.insert("invite_link".to_owned(), link);
            }
            // Whoever asked was not in the chat; if they are by now, nothing is left to do.
            let _ = self.join(chat_id, &[person], person, &how);
        }
        true
    }
}
