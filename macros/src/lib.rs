//! The attributes of Pouch, a framework for Telegram bots that remember.
//!
//! Use them through the `pouch` package, which re-exports them all: what they generate refers to it.
//!
//! - [`macro@command`], [`macro@message`], [`macro@callback`], [`macro@on`] and [`macro@on_error`] make a function a
//!   handler: they say when it runs.
//!   The function stays as it is, and can be called from a test.
//! - [`derive@Choice`] makes an enum one to choose from.
//! - [`macro@user_data`], [`macro@chat_data`], [`macro@bot_data`], [`macro@member_data`] and [`macro@topic_data`]
//!   make a type the bot's data, which handlers borrow.

mod choice;
mod completion;
mod data;
mod docs;
mod errors;
mod handler;
mod languages;
mod list;
mod names;
mod options;
mod periods;
#[cfg(test)]
mod snapshots;
mod spelling;
mod survey;
mod syntax;

use proc_macro::TokenStream;

/// Runs a function when someone sends a command.
///
/// ```ignore
/// /// Store a value and get its key
/// #[command("put")]
/// fn put(shelf: &mut Shelf, value: String) -> Uuid {
///     let key = Uuid::new_v4();
///     shelf.values.insert(key, value);
///     key
/// }
/// ```
///
/// The name has 1 to 32 of `a-z`, `0-9` and `_`. The first paragraph of the doc comment is the command's description,
/// 1 to 256 characters, in the command menu and in `/help`.
///
/// # Parameters
///
/// By reference stands what the bot knows:
///
/// - `&Shelf` and `&mut Shelf`: data, declared with [`macro@user_data`] and its kin;
/// - `&str`, `&Message`, `&User` ...: what arrived, the message's text first;
/// - `&Bot`, and every value given to `App::state`;
/// - `Option<&T>` and `Option<&mut T>`: the same, where the update may lack it. Without the `Option` the handler is
///   passed over for such an update.
///
/// By value stands what the person typed after the command, in this order:
///
/// - `T`: one word, or several in quotes. A `String` in last place takes the rest of the text as it was typed;
/// - `Option<T>`: the same, or nothing;
/// - `Vec<T>`: all words that remain.
///
/// Words that do not fit are answered with the usage line, in which a parameter is shown by its name (without leading
/// `_`), and the function does not run.
///
/// # What it returns
///
/// Any type that implements `IntoReply` is the answer: `()` for none, text, a `Reply`, `Option` and `Result` of these.
///
/// # Options
///
/// - `#[command("put", "store")]`: other names that run it. The menu shows the first one.
/// - `hidden`: leaves the command out of the menu and of `/help`; it needs no description then.
/// - `description = ".."`: the description, instead of the doc comment's.
/// - `translations(de = "..", fr = "..")`: the description in other languages, by their two letters.
/// - `scope = private | group | admins`: where the menu and `/help` offer it: in private chats, in groups, to administrators of
///   groups. It runs wherever somebody types it; `filter` and guards decide that.
/// - `filter = ..`: runs only for updates that the filter accepts, as in a [`macro@message`].
/// - `deep_link`, of the command `start`: makes links that bring typed arguments along. `start::link(username, ..)` takes all
///   parameters by value, of types with `ButtonField`, and returns a `DeepLink`: its text is the address that opens a chat with the
///   bot, and `to_group` the one that adds the bot to a group. Telegram allows 64 characters; what can't fit by its types is an error
///   here, and what does not fit when it runs is `LinkTooLong`. `/start` with typed words still works.
/// - `deadline = "30s"`: how long it may take, instead of what `App::deadline` says; `"none"` is as long as it likes.
/// - `crate = path`: where the `pouch` package is found, if not at `::pouch`.
///
/// # What it adds
///
/// A type with the function's name and visibility, which `handlers!` lists. So no other type or module of that name
/// can stand beside the function.
#[proc_macro_attribute]
pub fn command(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::Command, options.into(), item.into()).into()
}

/// Runs a function for messages: all of them, or those of some content, pattern or filter.
///
/// ```ignore
/// #[message(photo, document, filter = filters::private & !filters::forwarded)]
/// fn keep(photo: Option<&PhotoSize>, document: Option<&Document>, files: &mut Files) -> &'static str {
///     files.ids.extend(photo.map(|photo| photo.file.id.clone()));
///     files.ids.extend(document.map(|document| document.file.id.clone()));
///     "Kept."
/// }
///
/// #[message(regex = r"^remind me in (?<minutes>\d+) min(utes)? to (?<what>.+)$")]
/// fn remind(reminders: &mut Reminders, minutes: u16, what: String) -> String {
///     reminders.add(minutes, &what);
///     format!("I will remind you to {what}.")
/// }
///
/// #[message]
/// fn echo(text: &str) -> &str {
///     text
/// }
/// ```
///
/// The first handler of the list that fits runs. Without `edited` it is for new messages in private chats and groups,
/// posts in channels, and messages of business accounts; [`macro@on`] takes one of these kinds alone.
///
/// # Contents
///
/// `#[message(photo, video)]` is for messages that hold one of these. The names are those of the fields of
/// [`Message`](https://core.telegram.org/bots/api#message): what people send (`text`, `photo`, `video`, `animation`,
/// `document`, `audio`, `voice`, `video_note`, `sticker`, `location`, `venue`, `contact`, `poll`, `dice`, `game`, `story`,
/// `invoice`, `paid_media`, `checklist`, `web_app_data` ...), and what tells of a change in the chat (`new_chat_members`,
/// `left_chat_member`, `pinned_message`, `new_chat_title`, `forum_topic_created`, `successful_payment`, `users_shared` ...).
/// An animation is no `document`, and a venue no `location`, although Telegram sends both along.
///
/// # Parameters
///
/// By reference stands what the bot knows, as in a [`macro@command`], and teloxide-core's type of what the message holds:
/// `&Document`, `&Location`, `&SuccessfulPayment` ...; `&[PhotoSize]` for all sizes of a photo and `&PhotoSize` for the
/// largest; `&[User]` for new members; `&MessageLeftChatMember`, `&MessagePinned`, `&MessageNewChatTitle` for what is no
/// type of its own. Other attributes can borrow these, too. What the named contents do not have is an error; of several
/// contents, each is borrowed as `Option`.
///
/// By value stands what `regex` captures: each named group is a parameter, and each parameter a named group, of any type with
/// `FromArg`, or `Option` of it where a match can do without the group. If one can't be read, such as 300 as `u8`, the next
/// handler is tried.
///
/// # Options
///
/// - `edited`: for messages that were edited, instead of new ones.
/// - `album`: for albums, each as one update. `&[Message]` are all of its messages, `&[MediaPhoto]`, `&[MediaVideo]`,
///   `&[MediaDocument]` and `&[MediaAudio]` what they hold, with captions; whatever else is borrowed or asked for is of the first
///   message. Telegram brings the messages one by one and does not say which is the last, so the function runs when nothing more has
///   come for a second, or before the chat's next other update. What a handler before it in the list takes is no part of the album.
/// - `regex = ".."`: for those whose text or caption matches, somewhere in it unless there is a `^` and a `$`. The syntax is
///   that of the `regex` package, read when the bot is compiled. It takes time in proportion to the text, whatever people write.
/// - `filter = ..`: for those that a filter accepts. A filter is a function of one to three references to what arrived, which
///   returns `bool` (`fn is_question(text: &str) -> bool`), or a value of a type with `pouch::Filter`; it has no data of the
///   bot. `&`, `|`, `!` and parentheses join them, and `pouch::filters` has many. Where the update lacks what it looks at, it does not accept. If it panics,
///   its handler has failed.
/// - `deadline = "30s"`: how long it may take, instead of what `App::deadline` says; `"none"` is as long as it likes.
/// - `crate = path`: where the `pouch` package is found, if not at `::pouch`.
#[proc_macro_attribute]
pub fn message(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::Message, options.into(), item.into()).into()
}

/// Runs a function when someone presses one of its buttons.
///
/// ```ignore
/// /// Ask everybody
/// #[command("ask")]
/// fn ask(question: String) -> Reply {
///     Reply::text(question).buttons([[vote::button("Yes", true), vote::button("No", false)]])
/// }
///
/// #[callback]
/// fn vote(votes: &mut Votes, user: &User, yes: bool) -> Toast {
///     votes.by_user.insert(user.id, yes);
///     Toast::new("Thank you!")
/// }
/// ```
///
/// # Parameters
///
/// By reference stands what the bot knows, as in a [`macro@command`]. The person is who presses, the chat is that of the
/// message above the button. `&CallbackQuery` is the press as teloxide-core reads it. `&Message` and `&str` are the
/// message above the button and its text; without `Option`, a button is out of date where Telegram does not show that
/// message to the bot any more. A button of an inline message has no chat.
///
/// By value stand the button's fields, of any type with `ButtonField`: numbers, `bool`, `char`, `String`, `Uuid`,
/// `Duration`, `Date`, `Time`, enums with [`derive@Choice`], and `Option` of these. There is room for 48 bytes, with one
/// byte between each two fields. Where all types have a longest value, whether they fit is checked when the bot is compiled.
/// A `String` may be longer: the store keeps the fields then, for the latest 500 such buttons of a chat.
///
/// # What it returns
///
/// `Toast` or `Alert` for the presser alone, `Edit` to change the message above the button, or what a
/// [`macro@command`] returns: a text is a new message in the chat. `(Toast, Edit)` is both. The press is answered once, in
/// any case: without a text where the handler gives none, with an apology where it fails.
///
/// # What it adds
///
/// A type with the function's name and visibility, which `handlers!` lists, and which has a function that makes buttons:
/// `vote::button(label, yes)`, with the label and all fields in their order. `Reply::buttons` and `Edit::buttons` show
/// them. `only_for`, `valid_for`, `until` and `once` on a button restrict who can press it, until when and how often.
///
/// What a button holds is signed with a key made from the bot's token, together with the chat that it is shown in. Data
/// that somebody made up, or saw in another chat, does not reach the function. Buttons go on working after a restart.
/// They become out of date, and say so, when the function gets another name or its fields get other names or types.
///
/// # Options
///
/// - `name = ".."`: the name by which buttons know the function, instead of its own. With it the function can be renamed,
///   and two functions in different modules can have one name and like fields.
/// - `deadline = "30s"`: how long it may take, instead of what `App::deadline` says; `"none"` is as long as it likes.
/// - `crate = path`: where the `pouch` package is found, if not at `::pouch`.
#[proc_macro_attribute]
pub fn callback(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::Callback, options.into(), item.into()).into()
}

/// Runs a function for updates of one kind.
///
/// ```ignore
/// #[on(poll_answer)]
/// fn count(answer: &PollAnswer, votes: &mut Votes) {
///     votes.latest = answer.option_ids.first().copied();
/// }
///
/// #[on(chat_join_request)]
/// fn admit(request: &ChatJoinRequest, bot: &Bot) -> impl IntoReply + use<> {
///     bot.approve_chat_join_request(request.chat.id, request.from.id)
/// }
/// ```
///
/// The kind is the name of the field of [`Update`](https://core.telegram.org/bots/api#update) that holds it. Of several
/// handlers for one kind, the first that fits runs. Telegram is asked for the kinds that have handlers; for
/// `chat_member`, `message_reaction` and `message_reaction_count` the bot has to be an administrator of the chat.
///
/// | kind | can be borrowed | records of | a returned text goes to |
/// |---|---|---|---|
/// | `edited_message`, `business_message`, `edited_business_message` | `&Message`, `&str` (its text), `&User`, `&Chat` | the sender, the chat | the chat |
/// | `channel_post`, `edited_channel_post` | `&Message`, `&str`, `&Chat` | the channel as chat | the channel |
/// | `callback_query` | `&CallbackQuery`, `&User`; what the message above the button has: `&Message`, `&str`, `&Chat` | the presser, the chat | the chat |
/// | `message_reaction` | `&MessageReactionUpdated`, `&User`, `&Chat` | who reacts, the chat | the chat |
/// | `message_reaction_count` | `&MessageReactionCountUpdated`, `&Chat` | the chat | the chat |
/// | `my_chat_member`, `chat_member` | `&ChatMemberUpdated`, `&User` (who changed it), `&Chat` | that user, the chat | the chat |
/// | `chat_join_request` | `&ChatJoinRequest`, `&User`, `&Chat` | who asks, the chat | the chat |
/// | `chat_boost` | `&ChatBoostUpdated`, `&Chat` | the chat | the chat |
/// | `removed_chat_boost` | `&ChatBoostRemoved`, `&Chat` | the chat | the chat |
/// | `deleted_business_messages` | `&BusinessMessagesDeleted`, `&Chat` | the chat | the chat |
/// | `business_connection` | `&BusinessConnection`, `&User` | the account's owner | - |
/// | `inline_query` | `&InlineQuery`, `&User` | the sender | - |
/// | `chosen_inline_result` | `&ChosenInlineResult`, `&User` | the sender | - |
/// | `shipping_query` | `&ShippingQuery`, `&User` | the buyer | - |
/// | `pre_checkout_query` | `&PreCheckoutQuery`, `&User` | the buyer | - |
/// | `purchased_paid_media` | `&PaidMediaPurchased`, `&User` | the buyer | - |
/// | `poll_answer` | `&PollAnswer`, `&User` | who votes | - |
/// | `poll` | `&Poll` | nobody | - |
/// | `"any_other"`, in quotes | `&RawUpdate` | nobody | - |
///
/// Besides, all of them can borrow `&RawUpdate`, data of the bot, `&Bot` and values of `App::state`, and all but the last
/// and `deleted_business_messages` (which teloxide-core can't read yet) `&Update`. Where there may be a `&User`, there is a `&Sender`: who speaks, votes or reacts on behalf of a chat is that
/// chat, by `&Sender` and as the owner of user data, and no `&User`.
///
/// `callback_query` is for presses of buttons that the bot has *not* made: of keyboards that another program left in chats
/// before it, and of games (`query.game_short_name`). Presses of its own buttons are for [`macro@callback`] functions, and
/// never come here: not those that are forged, over, for somebody else, or of a function that is gone. As its own counts
/// what bears its seal, and all that begins with the tag of one of its functions or has a button's shape. Anybody
/// can send anything else, so `query.data` is to be read with care. Such a function can return what a `#[callback]` function can:
/// `Toast`, `Alert`, `Edit`, `OpenUrl` (the address of a game); each press is answered, whatever it returns. Without
/// one, or where `filter` accepts none, the presser is told that the button is out of date.
///
/// What it returns is as for a [`macro@command`]. Where there is no chat, a text can't be returned, but a request of
/// teloxide-core, such as `bot.answer_inline_query(..)`. One that names no chat is sent in order with the others of the
/// update's chat, or else of its user.
///
/// The options are `filter = ..` and `deadline = ".."`, as for a [`macro@message`], and `crate = path`: where the `pouch`
/// package is found, if not at `::pouch`.
#[proc_macro_attribute]
pub fn on(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::On, options.into(), item.into()).into()
}

/// Runs a function when a group has become a supergroup, and with it got a new id.
///
/// ```ignore
/// #[on_migrate]
/// fn follow(migration: &Migration, subscribers: &mut Subscribers) {
///     for chat in subscribers.chats.iter_mut().filter(|chat| **chat == migration.old) {
///         *chat = migration.new;
///     }
/// }
/// ```
///
/// The chat's own data (`#[chat_data]`, `#[member_data]`, `#[topic_data]`) and answers that were not sent yet have moved
/// to the new id by themselves, and whatever still arrives under the old id finds them. This is for ids of chats that
/// the bot keeps elsewhere. It runs once for each group, whichever way and however often Telegram tells of the move, as
/// part of the transaction that moves the data. A bot may have several; all of them run, in the order of the list. One
/// that fails changes nothing, and `#[on_error]` runs; the chat's data has moved all the same.
///
/// Parameters are borrowed as in a [`macro@command`]: `&Migration`, data of the new chat and of the bot, `&Bot`,
/// values of `App::state`. There is neither a message nor a person. What it returns is sent to the new chat.
///
/// Options: `deadline = "30s"` or `"none"`, how long it may take; `crate = path`, where the package `pouch` is found.
#[proc_macro_attribute]
pub fn on_migrate(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::OnMigrate, options.into(), item.into()).into()
}

/// Runs a function once, when the bot starts, before the first update is handled.
///
/// ```ignore
/// #[on_start]
/// async fn greet(bot: &Bot, owner: &Owner) -> Result<(), RequestError> {
///     bot.send_message(owner.chat, "I am back").await?;
///     Ok(())
/// }
/// ```
///
/// By then the bot has its token accepted and its store opened. An `Err`, a panic or a handler that takes longer than
/// its deadline ends the start: `App::run` returns the error, and no update is fetched. A bot may have several; they
/// run one after the other, in the order of the list, each as a transaction of its own.
///
/// Parameters are borrowed as in a [`macro@command`]: data of the bot, `&Bot`, values of `App::state`; there is neither an
/// update nor a person nor a chat. It returns `()`, a `Result`, or requests of teloxide-core, which are sent after its
/// changes are durable.
///
/// Options: `deadline = "30s"` or `"none"`, how long it may take; `crate = path`, where the package `pouch` is found.
#[proc_macro_attribute]
pub fn on_start(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::OnStart, options.into(), item.into()).into()
}

/// Runs a function once, when the bot stops in order, after the last update was handled.
///
/// ```ignore
/// #[on_stop]
/// fn count(runs: &mut Runs) {
///     runs.finished += 1;
/// }
/// ```
///
/// Handlers that still run have up to two and a half seconds to end, and all `#[on_stop]` functions together what is left
/// of four; one that takes longer is rolled back, and one that fails is logged. After a crash, a kill, an error that ended
/// the bot, or a stop before the start was complete, they do not run. All else is as for [`macro@on_start`].
#[proc_macro_attribute]
pub fn on_stop(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::OnStop, options.into(), item.into()).into()
}

/// Has a function run later: in three days, at a moment, again and again.
///
/// ```ignore
/// #[timer]
/// fn remind(text: String) -> String {
///     format!("Don't forget: {text}")
/// }
///
/// /// Be reminded of something
/// #[command("remind")]
/// fn remind_me(delay: Duration, text: String) -> (Timer, &'static str) {
///     (remind::after(delay, text), "I will.")
/// }
/// ```
///
/// A timer is set by what a handler returns, in its transaction: one that fails sets none. It is durable as all data is,
/// so it goes off after a restart, too, and late if the bot did not run at its time. Then the function runs once, as one
/// transaction: the timer is gone, what the function has changed is stored, and what it returns is on its way, or none of
/// these. A function that fails is not tried again; `#[on_error]` runs, and the timer is set aside as a dead letter. A timer
/// belongs to the chat where it was set, and moves along when a group becomes a supergroup.
///
/// # Parameters
///
/// By value stand the timer's arguments, of any type that serde can write and read: the store keeps them. By reference
/// stands data of the person for whom it was set and of the chat, `Option<&T>` of a topic's, data of the bot, `&Bot`, and
/// values of `App::state`. There is no update: neither a `&Message` nor a `&User`. A change of the arguments is as one of
/// stored data: a new one has to be an `Option`, and has none in old timers.
///
/// # What it returns
///
/// What a [`macro@command`] returns: a text is a message to the chat, topic and business connection where it was set.
///
/// # What it adds
///
/// A type with the function's name and visibility, which `handlers!` lists, and which has four functions that make answers
/// for handlers to return:
///
/// - `remind::after(delay, text)`: a `Timer` that runs so much later, in whole seconds;
/// - `remind::at(moment, text)`: one that runs at a `SystemTime`, a `Moment`, or a `DateTime` of chrono;
/// - `remind::on(schedule, text)`: one that runs again and again by the calendar, at the times of a `Schedule`;
/// - `remind::cancel(key)`: a `CancelTimer`, which takes back the one with that key.
///
/// `.key("tea")` on a timer gives it a key, of which the chat has one for each function: a new one takes the place of the old
/// one. `.every(period)` has it run again and again until it is cancelled. `&Timers` lends the chat's timers, to show
/// them; a chat can have 1,000.
///
/// # Options
///
/// - `name = ".."`: the name under which its timers are stored, instead of the function's own. With it the function can be
///   renamed.
/// - `deadline = "30s"` or `"none"`: how long it may take, instead of `App::deadline`.
/// - `crate = path`: where the `pouch` package is found, if not at `::pouch`.
#[proc_macro_attribute]
pub fn timer(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::Timer, options.into(), item.into()).into()
}

/// Runs a function again and again: so long after the last time, or by the calendar.
///
/// ```ignore
/// #[every("1h")]
/// fn tidy(stats: &mut Stats) {
///     stats.forget_old();
/// }
///
/// #[every(monday, friday, at = "18:30", zone = "Europe/Berlin")]
/// fn start_anew(stats: &mut Stats) {
///     *stats = Stats::default();
/// }
/// ```
///
/// A period is a number and `s`, `m`, `h`, `d` or `w`. The function runs for the first time one period after the bot has
/// started with it for the first time.
///
/// By the calendar it runs on `day` (each), on days of the week from `monday` to `sunday`, or each `month`, `on` a day from
/// 1 to 31. Where the month is too short, that is its last day. `at` is the time of day. A time that is passed over when
/// clocks are put forward comes later by as much as they are; of one that they show twice when they are put back, it is the
/// first.
///
/// When it runs next is stored, so a restart does not move it; what was missed while the bot did not run is run once, at the
/// start. Another period or schedule in the code counts from the next start. Each run is one transaction. One that fails is not
/// tried again before the next; `#[on_error]` runs.
///
/// Parameters are borrowed as in a [`macro@on_start`]: data of the bot, `&Bot`, values of `App::state`; there is neither an
/// update nor a person nor a chat. It returns `()`, a `Result`, or requests of teloxide-core that name their chat. For
/// something that recurs in a chat, set a [`macro@timer`] with `.every(..)`.
///
/// # Options
///
/// - `at = "09:00"`: the time of day, from `00:00` to `23:59`.
/// - `on = 1`: the day of the month; 31 is the last day of each.
/// - `zone = "Europe/Berlin"`: where that is the time, a name of the IANA's list; UTC without. Zones beside UTC need the feature
///   `zones`.
/// - `name = ".."`: the name under which it is stored when it runs next, instead of the function's own.
/// - `deadline = "30s"` or `"none"`: how long it may take, instead of `App::deadline`.
/// - `crate = path`: where the `pouch` package is found, if not at `::pouch`.
#[proc_macro_attribute]
pub fn every(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::Every, options.into(), item.into()).into()
}

/// Runs a function when a handler has failed and its changes have been rolled back.
///
/// ```ignore
/// #[on_error]
/// fn apologize(error: &HandlerError) -> &'static str {
///     pouch::tracing::error!(%error);
///     "That did not work, sorry."
/// }
/// ```
///
/// Parameters are borrowed as in a [`macro@command`]; there are none by value. The bot's own data can't be borrowed
/// with `&mut`, which would make every update wait for every other.
///
/// Options: `deadline = "30s"` or `"none"`, how long it may take; `crate = path`, where the package `pouch` is found.
#[proc_macro_attribute]
pub fn on_error(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::OnError, options.into(), item.into()).into()
}

/// Runs a function with the answers to a survey, when all are given.
///
/// ```ignore
/// #[survey_done]
/// fn ordered(order: Order, orders: &mut Orders) -> String {
///     orders.list.push(order);
///     "Thank you!".to_owned()
/// }
/// ```
///
/// One parameter by value is the struct with [`derive@Survey`]. By reference the function borrows what every update of a
/// survey has: `&User`, `&Chat`, data of the user, the chat, the member or the bot, `&Bot`, and values given to
/// `App::state`. What it returns is sent where the survey ran.
///
/// It is part of the transaction of the last answer: where it fails, nothing is stored or sent, and the person is still at
/// the last question. An `Err` made by `say!` tells them why.
///
/// Options: `deadline = "30s"` or `"none"`, how long it may take; `crate = path`, where the package `pouch` is found.
#[proc_macro_attribute]
pub fn survey_done(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::SurveyDone, options.into(), item.into()).into()
}

/// Keeps one value of a type for each user.
///
/// ```ignore
/// #[user_data]
/// #[derive(Default)]
/// struct Shelf {
///     values: HashMap<Uuid, String>,
/// }
/// ```
///
/// A handler borrows the value of the user whose update it handles, as `&Shelf` or `&mut Shelf`. Who has no value yet
/// has the type's `Default`. Values are stored as JSON through serde: `Serialize` and `Deserialize` are derived unless
/// a `#[derive(..)]` of the type names them, and a field that a stored value lacks takes its value from `Default`.
///
/// # Options
///
/// - `name = ".."`: the name under which values are stored, 1 to 64 characters, instead of the type's own. With it the
///   type can be renamed, and its values are still found.
/// - `version = 2, upgrade = [split_name]`: a later version of a type whose values are stored already. Each function is
///   a `fn(Old) -> Result<New, E>` that makes one version the next, the first one version 2 of version 1; `Old` and
///   `New` are any serde types, the last one may be the type itself. A new field with a default needs none of this.
/// - `crate = path`: where the `pouch` package is found, if not at `::pouch`.
/// # Values in their thousands
///
/// A value is stored as one record, which is read and written whole. What grows without end belongs into a field of the
/// type `Map<K, V>`, whose entries are stored one by one. A field that was a `HashMap` can become one at any time.
///
/// # Versions
///
/// A record says which version of its type wrote it; what no attribute gave a version is version 1. An older record
/// goes through the functions whenever it is read, and is written as the new version when a handler changes it. One
/// that they can't upgrade, or that a newer program wrote, stays as it is: its owner gets an apology, and the error
/// names the record. `App::check_store` tries all records without changing any.
///
/// ```ignore
/// /// What version 1 was: one text for both names.
/// #[derive(Deserialize)]
/// #[serde(crate = "pouch::serde")]
/// struct ProfileV1 {
///     name: String,
/// }
///
/// #[user_data(version = 2, upgrade = [split_name])]
/// #[derive(Default)]
/// struct Profile {
///     first: String,
///     last: String,
/// }
///
/// fn split_name(old: ProfileV1) -> Result<Profile, BoxError> {
///     let (first, last) = old.name.split_once(' ').ok_or("no last name")?;
///     Ok(Profile { first: first.to_owned(), last: last.to_owned() })
/// }
/// ```
#[proc_macro_attribute]
pub fn user_data(options: TokenStream, item: TokenStream) -> TokenStream {
    data::attribute(data::Scope::User, options.into(), &item.into()).into()
}

/// Keeps one value of a type for each chat.
///
/// ```ignore
/// #[chat_data]
/// #[derive(Default)]
/// struct Rules {
///     text: String,
/// }
/// ```
///
/// When a group becomes a supergroup, its record moves to the new id by itself. If both ids have one by then, the
/// group's stays, and the supergroup's is logged and kept as a dead letter of the store, unless the type says what
/// becomes of both:
///
/// - `merge = path`: a `fn(old: Rules, new: &mut Rules)`, which takes the group's and changes the supergroup's.
///
/// All else is as for [`macro@user_data`].
#[proc_macro_attribute]
pub fn chat_data(options: TokenStream, item: TokenStream) -> TokenStream {
    data::attribute(data::Scope::Chat, options.into(), &item.into()).into()
}

/// Keeps one value of a type for the whole bot.
///
/// ```ignore
/// #[bot_data]
/// #[derive(Default)]
/// struct Stats {
///     started: u64,
/// }
/// ```
///
/// Updates that borrow it with `&mut` are handled one after the other over all chats, so an `async fn` can't. An
/// `async fn` that borrows it with `&` holds up those who want to change it until it ends: let it be quick.
/// All else is as for [`macro@user_data`].
#[proc_macro_attribute]
pub fn bot_data(options: TokenStream, item: TokenStream) -> TokenStream {
    data::attribute(data::Scope::Bot, options.into(), &item.into()).into()
}

/// Keeps one value of a type for each user in each chat.
///
/// ```ignore
/// #[member_data]
/// #[derive(Default)]
/// struct Warnings {
///     count: u32,
/// }
/// ```
///
/// The option `merge = path` is as for [`macro@chat_data`], all else as for [`macro@user_data`].
#[proc_macro_attribute]
pub fn member_data(options: TokenStream, item: TokenStream) -> TokenStream {
    data::attribute(data::Scope::Member, options.into(), &item.into()).into()
}

/// Keeps one value of a type for each topic of a forum.
///
/// ```ignore
/// #[topic_data]
/// #[derive(Default)]
/// struct Agenda {
///     points: Vec<String>,
/// }
/// ```
///
/// The option `merge = path` is as for [`macro@chat_data`], all else as for [`macro@user_data`].
#[proc_macro_attribute]
pub fn topic_data(options: TokenStream, item: TokenStream) -> TokenStream {
    data::attribute(data::Scope::Topic, options.into(), &item.into()).into()
}

/// Makes an enum one to choose from: an argument of a command, and a field of a button.
///
/// ```ignore
/// #[derive(Choice, Clone, Copy)]
/// enum Tea {
///     Black,
///     #[choice("Green 🍵")]
///     Green,
///     EarlGrey,
/// }
/// ```
///
/// The variants hold no values. A variant's label, which people see, is made of its name (`Earl grey`) unless
/// `#[choice("..")]` says another. Its stored name is its own, unless `#[choice(name = "..")]` says another: it stands in
/// buttons, so with it a variant can be renamed and old buttons still mean it. `#[choice(crate = path)]` on the enum says
/// where the `pouch` package is found, if not at `::pouch`.
#[proc_macro_derive(Choice, attributes(choice))]
pub fn choice(item: TokenStream) -> TokenStream {
    choice::derive(item.into()).into()
}

/// Makes a struct a survey: its fields are asked for, one after the other.
///
/// ```ignore
/// /// Order a pizza
/// #[derive(Survey)]
/// #[survey("order", review)]
/// struct Order {
///     #[ask("Your name?", len = 2..=60)]
///     name: String,
///     #[ask("How many?", range = 1..=20, error = "Between 1 and 20, please")]
///     quantity: u8,
///     #[ask("Which size?")]
///     size: Size,
///     #[ask("Toppings?", pick = 1..=3, columns = 2)]
///     toppings: BTreeSet<Topping>,
///     #[ask("How was the last one?")]
///     stars: Rating<5>,
///     #[ask("What went wrong?", when = |a| a.stars <= 2)]
///     complaint: Option<String>,
/// }
///
/// #[survey_done]
/// fn ordered(order: Order, orders: &mut Orders) -> Reply { .. }
///
/// App::new(handlers![Order, ordered])
/// ```
///
/// The command starts it, for one person in one chat. What that person sends there is the answer to the question, until the
/// last one is given and the [`macro@survey_done`] function runs. Each answer is stored in the transaction that asks the next
/// question: neither a crash nor a new version of the bot loses one. Other commands are answered in between, and then the
/// question is asked again.
///
/// People can go back, skip what is an `Option`, and cancel: by buttons, by `/back`, `/skip` and `/cancel`, and by these
/// words. In groups each member answers for themselves, by replies; others can't press their buttons.
///
/// # Options of `#[survey(..)]`
///
/// The command comes first, 1 to 32 of `a-z`, `0-9` and `_`.
///
/// - `title = ".."`: what people read above their answers and in the command menu; the doc comment without it;
/// - `review`: shows all answers at the end, each of which can be corrected before they are sent;
/// - `version = 2`: raised when the questions change. Whoever is in the middle goes on with the new ones: answers stay where
///   the field's name and type allow, the rest is asked;
/// - `results`: keeps all answers, see `pouch::survey::Results`;
/// - `once_per = "user"` or `"member"`: each person answers once, or once in each chat;
/// - `limit = 500`: takes no more answers than that;
/// - `closes = "2027-01-31"`: the last day on which it can be begun, in UTC;
/// - `remind = "1d"`: after so long without an answer (`s`, `m`, `h`, `d`, `w`), the person is asked again, once;
/// - `expires = "7d"`: after so long without an answer, it ends. Both outlive restarts;
/// - `lang = ["en", "de"]`: the languages that it speaks, that of the plain texts and of everybody else first. The others'
///   texts stand beside the plain ones, in parentheses behind the language: `de(title = "..")`. None may be missing;
/// - `words = [&FR]`: what surveys say themselves, in languages other than English and German, see `pouch::survey::Words`;
/// - `hidden`: leaves the command out of the menu and of `/help`;
/// - `crate = path`: where the package `pouch` is found.
///
/// # Attributes of fields
///
/// - `#[ask("..")]`: asks for the field;
/// - `#[section]` or `#[section("Title")]`: asks for the fields of a struct with [`derive@Section`], which may depend on `when`;
///   `#[section("Title", another = "Another?", pick = 1..=3)]` does so for each entry of a `Vec`;
/// - `#[note("..")]`, on a field of the type `()`: says something above the next question, perhaps only `when`;
/// - `#[computed(|a| a.quantity * 8)]`: computes the field of the answers before it;
/// - `#[hidden]`, on an `Option`: is brought by the link that starts the survey. `t.me/your_bot?start=order_a_b` starts
///   `/order` with `a` in the first hidden field and `b` in the second; the last one takes all that remains. It is read like
///   an argument of a command (`pouch::FromArg`).
///
/// # Options of `#[ask(..)]`
///
/// The question comes first.
///
/// - `len = 2..=60`: how long a text is, in what a person sees as characters;
/// - `range = 1..=20`: where a number lies;
/// - `pick = 1..=3`: how many of a `BTreeSet` or `Vec` are chosen;
/// - `regex = ".."`: what a text matches;
/// - `trim`: makes one space of all white space within a text; that around it is left out in any case;
/// - `none = "None of these"`: a button for none of several choices, however many have to be picked otherwise;
/// - `other = "Something else"`: a button that says that anything may be typed, too, for `OrOther`;
/// - `min = "today"`, `max = "+30d"`: the first and the last day of a date: `today`, so many days or weeks from it, or a date;
/// - `mime = "application/pdf, image/*"`, `size = "5 MB"`: of which kind a file is, and how large at most;
/// - `de = ".."` or `de("..", label = "..")`: the question in another language, with the other texts that it has;
/// - `when = |a| a.stars <= 2`: asks only then, by answers to earlier questions. The field is an `Option`, or has `default`;
/// - `default`: the type's default stands for a question that is not asked;
/// - `label = ".."`: what stands beside the answer; the field's name without it;
/// - `columns = 2`: how many buttons stand in a row;
/// - `placeholder = ".."`: what stands in the empty input field, in groups;
/// - `error = ".."`: what is said of an answer that breaks a rule;
/// - `example = ".."`: what would do, shown beside that.
///
/// # Types of fields
///
/// `String`, numbers, `bool`, `Date`, `Time`, enums with [`derive@Choice`], `BTreeSet` and `Vec` of them, the types of
/// `pouch::survey` such as `OrOther`, `Rating`, `Rank` and `Moment`, and those of teloxide-core for what is sent as a message: `Contact`, `Location`, `Venue`, `PhotoSize`,
/// `Document`, `Voice`, `Video` and more, or `Vec`s of those. `Option` of any can be skipped. Types of your own implement
/// `pouch::survey::Answer`.
#[proc_macro_derive(Survey, attributes(survey, ask, note, hidden, computed, section))]
pub fn survey(item: TokenStream) -> TokenStream {
    survey::derive(item.into()).into()
}

/// Makes a struct a section of surveys: a part that is asked for as a whole, perhaps several times.
///
/// ```ignore
/// #[derive(Section)]
/// struct Guest {
///     #[ask("What is the guest's name?")]
///     name: String,
///     #[ask("Vegetarian?")]
///     vegetarian: bool,
/// }
///
/// /// Sign up for the dinner
/// #[derive(Survey)]
/// #[survey("dinner", review)]
/// struct Dinner {
///     #[section("Guests", another = "Do you bring another guest?", pick = ..=5)]
///     guests: Vec<Guest>,
/// }
/// ```
///
/// Its fields have the attributes that those of a [`derive@Survey`] have, but for `#[hidden]`. Sections can hold sections.
/// What is in them is stored as `guests.0.name`, so a section can be used in many places. `#[section(lang = ["en", "de"])]`
/// above the struct names the languages of its texts; `crate = path` is where the package `pouch` is found.
#[proc_macro_derive(Section, attributes(ask, note, hidden, computed, section))]
pub fn section(item: TokenStream) -> TokenStream {
    survey::derive_section(item.into()).into()
}

/// Makes a function a guard: it decides, by what the bot knows, whether handlers are for an update.
///
/// ```ignore
/// #[guard]
/// fn not_banned(banned: &Banned, user: &User) -> bool {
///     !banned.users.contains(&user.id)
/// }
///
/// App::new(handlers![#[with(guard = not_banned)] [put, get], ..admin::HANDLERS])
/// ```
///
/// Where it returns `false`, or the update lacks what it borrows without `Option`, the update passes by, and the next handler
/// that fits is tried; the press of a button is refused with a toast. With `otherwise = ".."` beside it, whom it refuses is told
/// so, see [`handlers!`](https://docs.rs/pouch/latest/pouch/macro.handlers.html). Guards are joined by `&`, `|` and `!`. `pouch::guards` has
/// some ready.
///
/// Parameters are borrowed as in a [`macro@command`], by `&`: a guard changes nothing. It runs in the update's transaction, so
/// what it reads can't change before its handlers run. It returns `bool`, or `Result<bool, E>`, whose `Err` is the update's
/// failure. For what an update alone tells, `filter = ..` is cheaper.
///
/// Options: `deadline = "30s"` or `"none"`, how long it may take; `crate = path`, where the package `pouch` is found.
#[proc_macro_attribute]
pub fn guard(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::Guard, options.into(), item.into()).into()
}

/// Makes a function a layer that runs before handlers, and may answer instead of them.
///
/// ```ignore
/// #[before]
/// fn slow_down(pace: &mut Pace) -> ControlFlow<&'static str> {
///     if pace.is_too_fast() { ControlFlow::Break("Not so fast!") } else { ControlFlow::Continue(()) }
/// }
///
/// App::new(handlers![#[with(before = slow_down)] [put, get]])
/// ```
///
/// Parameters are borrowed as in a [`macro@command`], by `&` and `&mut`. It returns `()`, `ControlFlow<T>`, or a `Result` of
/// these. `ControlFlow::Break(answer)` ends the update with an answer, before the handler has run. What it has changed is part
/// of the update's transaction; the handler sees it. It does not run for an update that lacks what it borrows without `Option`.
///
/// Options: `deadline = "30s"` or `"none"`, how long it may take; `crate = path`, where the package `pouch` is found.
#[proc_macro_attribute]
pub fn before(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::Before, options.into(), item.into()).into()
}

/// Makes a function a layer that runs after handlers, and sees what came of them.
///
/// ```ignore
/// #[after]
/// fn audit(log: &mut AuditLog, user: &User, handled: &Handled) {
///     log.entries.push((user.id, handled.handler().to_owned()));
/// }
///
/// App::new(handlers![#[with(after = audit)] ..admin::HANDLERS])
/// ```
///
/// Parameters are borrowed as in a [`macro@command`], by `&` and `&mut`; `&Handled` is what came of the handler. What it
/// returns is sent behind the handler's answers. It is part of the update's transaction: an `Err` rolls the handler back, too. It
/// does not run where the handler failed (that is for [`macro@on_error`]), nor for an update that lacks what it borrows
/// without `Option`.
///
/// Options: `deadline = "30s"` or `"none"`, how long it may take; `crate = path`, where the package `pouch` is found.
#[proc_macro_attribute]
pub fn after(options: TokenStream, item: TokenStream) -> TokenStream {
    handler::attribute(handler::Attr::After, options.into(), item.into()).into()
}

/// The names that attributes know, for editors.
#[doc(hidden)]
#[proc_macro]
pub fn known(_: TokenStream) -> TokenStream {
    completion::known().into()
}

/// Lists handlers, for `pouch::handlers!`.
#[doc(hidden)]
#[proc_macro]
pub fn list(handlers: TokenStream) -> TokenStream {
    list::expand(handlers.into()).into()
}
