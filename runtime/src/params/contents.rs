//! What a message holds, as parameters.

use teloxide_core::types::{
    Animation, Audio, ChatBackground, ChatBoostAdded, ChatShared, Checklist, ChecklistTasksAdded,
    ChecklistTasksDone, Contact, Dice, DirectMessagePriceChanged, Document, ForumTopicClosed,
    ForumTopicCreated, ForumTopicEdited, ForumTopicReopened, Game, GeneralForumTopicHidden,
    GeneralForumTopicUnhidden, GiftInfo, Giveaway, GiveawayCompleted, GiveawayCreated, GiveawayWinners,
    Invoice, Location, MessageAutoDeleteTimerChanged, MessageConnectedWebsite, MessageLeftChatMember,
    MessageNewChatTitle, MessagePinned, PaidMediaInfo, PaidMessagePriceChanged, PassportData, PhotoSize,
    ProximityAlertTriggered, RefundedPayment, Sticker, Story, SuccessfulPayment, UniqueGiftInfo, User,
    UsersShared, Venue, Video, VideoChatEnded, VideoChatParticipantsInvited, VideoChatScheduled,
    VideoChatStarted, VideoNote, Voice, WebAppData, WriteAccessAllowed,
};

use super::arrived::{Found, lend_arrived};
use super::borrow::{Borrow, Content, Need};
use super::call::Call;
use super::lend::Lend;
use crate::failure::Failure;
use crate::update::{Arrived, Fields, Incoming};

/// Implements [`Lend`] and [`Found`] for types of what stands in those fields of a message.
macro_rules! lend_contents {
    ($($type:ty as $guard:ty: $($field:literal)|+, $find:expr;)*) => {
        lend_arrived! {
            $($type as $guard: Need::Content(Content {
                of: Fields::of(&[$($field),+]),
                is_there: |arrived| <$type as Found>::find(arrived).is_some(),
            }), |incoming| {
                let find: fn(&Incoming, Fields) -> Option<$guard> = $find;
                find(incoming, const { Fields::of(&[$($field),+]) })
            };)*
        }
    };
}

lend_contents! {
    PhotoSize as Box<PhotoSize>: "photo" | "new_chat_photo", |incoming, of| {
        let sizes: Vec<PhotoSize> = incoming.content(of)?;
        sizes.into_iter().max_by_key(|size| u64::from(size.width) * u64::from(size.height)).map(Box::new)
    };
    [PhotoSize] as Vec<PhotoSize>: "photo" | "new_chat_photo", Incoming::content;
    [User] as Vec<User>: "new_chat_members", Incoming::content;
    MessageLeftChatMember as Box<MessageLeftChatMember>: "left_chat_member", Incoming::message_with;
    MessageNewChatTitle as Box<MessageNewChatTitle>: "new_chat_title", Incoming::message_with;
    MessagePinned as Box<MessagePinned>: "pinned_message", Incoming::message_with;
    MessageConnectedWebsite as Box<MessageConnectedWebsite>: "connected_website", Incoming::message_with;
}

/// The same for types that are those of a field.
macro_rules! lend_fields {
    ($($type:ty: $($field:literal)|+;)*) => {
        lend_contents! { $($type as Box<$type>: $($field)|+, Incoming::content;)* }
    };
}

lend_fields! {
    Animation: "animation";
    Audio: "audio";
    ChatBackground: "chat_background_set";
    ChatBoostAdded: "boost_added";
    ChatShared: "chat_shared";
    Checklist: "checklist";
    ChecklistTasksAdded: "checklist_tasks_added";
    ChecklistTasksDone: "checklist_tasks_done";
    Contact: "contact";
    Dice: "dice";
    DirectMessagePriceChanged: "direct_message_price_changed";
    Document: "document";
    ForumTopicClosed: "forum_topic_closed";
    ForumTopicCreated: "forum_topic_created";
    ForumTopicEdited: "forum_topic_edited";
    ForumTopicReopened: "forum_topic_reopened";
    Game: "game";
    GeneralForumTopicHidden: "general_forum_topic_hidden";
    GeneralForumTopicUnhidden: "general_forum_topic_unhidden";
    GiftInfo: "gift" | "gift_upgrade_sent";
    Giveaway: "giveaway";
    GiveawayCompleted: "giveaway_completed";
    GiveawayCreated: "giveaway_created";
    GiveawayWinners: "giveaway_winners";
    Invoice: "invoice";
    Location: "location";
    MessageAutoDeleteTimerChanged: "message_auto_delete_timer_changed";
    PaidMediaInfo: "paid_media";
    PaidMessagePriceChanged: "paid_message_price_changed";
    PassportData: "passport_data";
    ProximityAlertTriggered: "proximity_alert_triggered";
    RefundedPayment: "refunded_payment";
    Sticker: "sticker";
    Story: "story";
    SuccessfulPayment: "successful_payment";
    UniqueGiftInfo: "unique_gift";
    UsersShared: "users_shared";
    Venue: "venue";
    Video: "video";
    VideoChatEnded: "video_chat_ended";
    VideoChatParticipantsInvited: "video_chat_participants_invited";
    VideoChatScheduled: "video_chat_scheduled";
    VideoChatStarted: "video_chat_started";
    VideoNote: "video_note";
    Voice: "voice";
    WebAppData: "web_app_data";
    WriteAccessAllowed: "write_access_allowed";
}
