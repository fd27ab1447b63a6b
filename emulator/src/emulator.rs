//! The handle of a running emulator.

use std::{io, sync::Arc};

use serde_json::Value;
use tokio::io::DuplexStream;

use crate::{
    Chat, DeliveryFault, FaultPlan, Message, Profile, Request, UpdateFault, User,
    server::Server,
    state::State,
    world::{BOT_USERNAME, ChatKind, TOKEN, World},
};

/// A Bot API server on loopback, with the chats and people that its bot meets.
///
/// Clones are handles of the same server, and so are [`User`] and [`Chat`]. It stops
/// when the last handle is dropped. Handles work in any thread, with or without an async runtime;
/// what waits needs a tokio runtime.
#[derive(Clone)]
pub struct Emulator {
    inner: Arc<Inner>,
}

struct Inner {
    state: Arc<State>,
    server: Server,
    api_url: String,
}

impl Emulator {
    /// Starts a server on a free port.
    pub async fn start() -> io::Result<Self> {
        Self::start_on(0).await
    }

    /// Starts a server on this port of 127.0.0.1.
    pub async fn start_on(port: u16) -> io::Result<Self> {
        let state = Arc::new(State::new(World::new()));
        let server = Server::start(port, Arc::clone(&state)).await?;
        let api_url = format!("http://127.0.0.1:{}", server.port);
        Ok(Self { inner: Arc::new(Inner { state, server, api_url }) })
    }

    /// Stops the server: every connection is closed, and the port is free again.
    pub async fn stop(&self) {
        self.inner.server.stop().await;
    }

    /// The address to give the bot instead of `https://api.telegram.org`.
    pub fn api_url(&self) -> &str {
        &self.inner.api_url
    }

    /// A connection to the server that is no socket, for a client in this process: what is written to it is what would be
    /// sent to [`api_url`](Self::api_url), and answered in the same way. An error if the server has stopped.
    pub fn connect(&self) -> io::Result<DuplexStream> {
        self.inner.server.connect()
    }

    /// The address of the page on which people chat with the bot. Below it, at `control`, programs in any language
    /// can do what people do there.
    pub fn page_url(&self) -> String {
        format!("{}/", self.inner.api_url)
    }

    /// Whether a chat id is of those that emulators give to the first ten thousand chats of each kind. A bot's store
    /// with others has to do with Telegram itself.
    pub fn gives_chat_id(id: i64) -> bool {
        crate::world::gives_chat_id(id)
    }

    /// The bot's token; the same in every emulator.
    pub fn token(&self) -> &str {
        TOKEN
    }

    /// The bot's user name, without `@`.
    pub fn bot_username(&self) -> &str {
        BOT_USERNAME
    }

    /// A new person, who has opened a private chat with the bot but said nothing.
    /// Ids count up from 1001, so the same order of creation gives the same ids.
    pub fn user(&self, first_name: &str) -> User {
        let id = self.state().world().add_person(&Profile::new(first_name));
        User::new(self.clone(), id, first_name)
    }

    /// A new person of whom Telegram knows more than a first name.
    pub fn add_user(&self, profile: &Profile) -> User {
        let id = self.state().world().add_person(profile);
        User::new(self.clone(), id, profile.first_name())
    }

    /// Sets privacy mode, which is off at first: in groups where the bot is no administrator, it sees only service
    /// messages, commands, replies to it and mentions of it.
    pub fn set_privacy_mode(&self, is_on: bool) {
        self.state().world().is_private = is_on;
    }

    /// A new basic group with the bot in it. Who writes there first becomes a member without a word.
    pub fn group(&self, title: &str) -> Chat {
        self.add_chat(ChatKind::Group, title)
    }

    /// A new supergroup with the bot in it. Who writes there first becomes a member without a word.
    pub fn supergroup(&self, title: &str) -> Chat {
        self.add_chat(ChatKind::Supergroup, title)
    }

    /// A new channel with the bot in it.
    pub fn channel(&self, title: &str) -> Chat {
        self.add_chat(ChatKind::Channel, title)
    }

    fn add_chat(&self, kind: ChatKind, title: &str) -> Chat {
        let id = self.state().world().add_chat(kind, title);
        Chat::new(self.clone(), id)
    }

    /// Queues any update, true or not, and returns its id.
    ///
    /// An `update_id` is kept as given, even a used one or a wrong type; an absent one is assigned. An
    /// update whose id was passed already is handed out once in spite of the bot's offset.
    /// Known kinds that `allowed_updates` excludes are not queued.
    pub fn push(&self, update: Value) -> i64 {
        self.state().world().queue.add_raw(update)
    }

    /// Sets the id of the next update. One far below the bot's offset is what Telegram
    /// does after a week without updates; a bot then gets it in spite of its offset.
    pub fn set_next_update_id(&self, id: i64) {
        self.state().world().queue.set_next_id(id);
    }

    /// How many updates the bot has not confirmed.
    pub fn pending_updates(&self) -> usize {
        self.state().world().queue.len()
    }

    /// All messages of a chat that were not deleted, people's and the bot's, in order. None for a chat that does not exist.
    pub fn messages(&self, chat_id: i64) -> Vec<Message> {
        self.state().world().chat(chat_id).map(|chat| chat.present().cloned().collect()).unwrap_or_default()
    }

    /// The texts of all that the bot has sent to a chat, in order, as they are after later edits; deleted ones, too.
    pub fn replies(&self, chat_id: i64) -> Vec<String> {
        let world = self.state().world();
        let texts = world.chat(chat_id).map(|chat| chat.replies().map(|reply| reply.text.clone()).collect());
        texts.unwrap_or_default()
    }

    /// The bot's latest calls, oldest first; at most 100,000.
    pub fn requests(&self) -> Vec<Request> {
        self.state().requests().select(|_| true)
    }

    /// The bot's latest calls of one method, in any letter case.
    pub fn requests_of(&self, method: &str) -> Vec<Request> {
        self.state().requests().select(|request| request.method.eq_ignore_ascii_case(method))
    }

    /// Plans a fault for the next matching calls of a method, in any letter case; `*` means every
    /// method. Plans happen in the order they were made. A call that waits already is not hit.
    pub fn fail(&self, method: &str, plan: impl Into<FaultPlan>) {
        self.state().faults().plan(method, plan.into());
        self.state().note_conditions();
    }

    /// Plans a fault for the next attempt to bring an update to the webhook. Plans happen in the order they were made.
    pub fn fail_delivery(&self, fault: DeliveryFault) {
        self.state().faults().plan_delivery(fault);
    }

    /// Plans a fault for the next update that the bot asked for. Plans happen in the order they were made.
    pub fn fail_update(&self, fault: UpdateFault) {
        self.state().world().queue.faults.push_back(fault);
    }

    /// Forgets all plans that have not happened.
    pub fn clear_faults(&self) {
        self.state().faults().clear();
        self.state().world().queue.faults.clear();
        self.state().note_conditions();
    }

    /// Lets every call be answered 401, as if the token had been revoked; or ends that.
    pub fn refuse_token(&self, is_refused: bool) {
        self.state().faults().token_refused = is_refused;
    }

    /// Lets a person block the bot: its messages are refused with 403. What they write still arrives, as
    /// if written before.
    pub fn block(&self, user: &User) {
        self.state().world().set_bot_out(user.id(), true, Some(user.id()));
    }

    /// Ends a block.
    pub fn unblock(&self, user: &User) {
        self.state().world().set_bot_out(user.id(), false, Some(user.id()));
    }

    /// Lets a person delete their account: what the bot sends them is refused with 403.
    pub fn deactivate(&self, user: &User) {
        if let Some(chat) = self.state().world().chat_mut(user.id()) {
            chat.is_deactivated = true;
        }
    }

    /// Throws the bot out of a chat: its messages are refused with 403, and it sees nothing.
    pub fn kick_bot(&self, chat: &Chat) {
        self.state().world().set_bot_out(chat.id(), true, None);
    }

    /// Lets the bot into a chat again.
    pub fn add_bot(&self, chat: &Chat) {
        self.state().world().set_bot_out(chat.id(), false, None);
    }

    pub(crate) fn state(&self) -> &State {
        &self.inner.state
    }
}

impl std::fmt::Debug for Emulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Emulator").field("api_url", &self.api_url()).finish_non_exhaustive()
    }
}
