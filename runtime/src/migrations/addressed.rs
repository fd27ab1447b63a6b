//! The requests of teloxide-core that name the chat they are for.

use teloxide_core::payloads;
use teloxide_core::types::{ChatId, Recipient};

/// A payload of teloxide-core with a `chat_id`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not sent to one chat",
    label = "has no `chat_id`",
    note = "await the request itself; only requests that name a chat can follow it to its new id"
)]
pub trait Addressed {
    /// The chat's id; `None` where the request names a channel by its user name, which never changes its id.
    #[doc(hidden)]
    fn chat(&self) -> Option<ChatId>;

    /// Names another chat.
    #[doc(hidden)]
    fn readdress(&mut self, chat: ChatId);
}

macro_rules! addressed_to_recipients {
    ($($payload:ident),* $(,)?) => {$(
        impl Addressed for payloads::$payload {
            fn chat(&self) -> Option<ChatId> {
                match &self.chat_id {
                    Recipient::Id(id) => Some(*id),
                    Recipient::ChannelUsername(_) => None,
                }
            }

            fn readdress(&mut self, chat: ChatId) {
                self.chat_id = chat.into();
            }
        }
    )*};
}

macro_rules! addressed_to_ids {
    ($($payload:ident),* $(,)?) => {$(
        impl Addressed for payloads::$payload {
            fn chat(&self) -> Option<ChatId> {
                Some(self.chat_id)
            }

            fn readdress(&mut self, chat: ChatId) {
                self.chat_id = chat;
            }
        }
    )*};
}

addressed_to_recipients! { ApproveChatJoinRequest, BanChatMember, BanChatSenderChat, CloseForumTopic, CloseGeneralForumTopic, CopyMessage, CopyMessages, CreateChatInviteLink, CreateChatSubscriptionInviteLink, CreateForumTopic, DeclineChatJoinRequest, DeleteChatPhoto, DeleteChatStickerSet, DeleteForumTopic, DeleteMessage, DeleteMessages, EditChatInviteLink, EditChatSubscriptionInviteLink, EditForumTopic, EditGeneralForumTopic, EditMessageCaption, EditMessageLiveLocation, EditMessageMedia, EditMessageReplyMarkup, EditMessageText, ExportChatInviteLink, ForwardMessage, ForwardMessages, GetChat, GetChatAdministrators, GetChatMember, GetChatMemberCount, GetChatMembersCount, GetUserChatBoosts, HideGeneralForumTopic, KickChatMember, LeaveChat, PinChatMessage, PromoteChatMember, RemoveChatVerification, ReopenForumTopic, ReopenGeneralForumTopic, RestrictChatMember, RevokeChatInviteLink, SendAnimation, SendAudio, SendChatAction, SendContact, SendDice, SendDocument, SendGiftChat, SendInvoice, SendLocation, SendMediaGroup, SendMessage, SendPaidMedia, SendPhoto, SendPoll, SendSticker, SendVenue, SendVideo, SendVideoNote, SendVoice, SetChatAdministratorCustomTitle, SetChatDescription, SetChatPermissions, SetChatPhoto, SetChatStickerSet, SetChatTitle, SetMessageReaction, StopMessageLiveLocation, StopPoll, UnbanChatMember, UnbanChatSenderChat, UnhideGeneralForumTopic, UnpinAllChatMessages, UnpinAllForumTopicMessages, UnpinAllGeneralForumTopicMessages, UnpinChatMessage, VerifyChat }

addressed_to_ids! { EditMessageChecklist, ReadBusinessMessage, SendChecklist, SendGame }
