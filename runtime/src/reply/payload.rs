//! Requests of teloxide-core as answers.

use std::borrow::Cow;

use serde::Serialize;
use serde_json::{Map, Value};
use teloxide_core::payloads;
use teloxide_core::requests::Payload;

use super::draft::address_parameters;
use super::into_reply::IntoReply;
use super::outcome::{Outcome, Outgoing};
use crate::failure::Failure;

/// Adds a request of teloxide-core.
pub(super) fn push_payload<P: Payload + Serialize>(
    payload: &P,
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    match serde_json::to_value(payload).map_err(|error| Failure::Returned(error.into()))? {
        Value::Object(parameters) => push_call(P::NAME, parameters, outcome),
        parameters => outcome.push(outcome.lane(), P::NAME, &parameters),
    }
}

/// Adds a call of the Bot API. It queues with others of the chat that it names, else with those of the update's. What sends a
/// message to the update's chat, or says not where to, goes to the topic and business connection, too. One that answers the
/// press is its only answer.
pub(super) fn push_call(
    method: impl Into<Cow<'static, str>>,
    mut parameters: Map<String, Value>,
    outcome: &mut Outcome,
) -> Result<(), Failure> {
    let method = method.into();
    if sends_message(&method) {
        let address = outcome.address().ok_or(());
        let names_chat = parameters.contains_key("chat_id");
        match address {
            Ok(address) if parameters.get("chat_id").is_none_or(|chat| *chat == address.chat) => {
                address_parameters(&mut parameters, address);
            }
            Err(()) if !names_chat => return outcome.leave_unsent(),
            _ => {}
        }
    }
    let named = parameters.get("chat_id").and_then(Value::as_i64);
    let lane = named.unwrap_or_else(|| outcome.lane());
    if let Some(query) = parameters.get("callback_query_id").and_then(Value::as_str) {
        let call = Outgoing::new(lane, method.clone(), Value::Object(parameters.clone()).to_string());
        if outcome.answers_press(query, &call)? {
            return Ok(());
        }
    }
    outcome.push(lane, method, &parameters)
}

/// Whether a method sends a message to a chat. teloxide-core's names begin with a capital letter.
fn sends_message(method: &str) -> bool {
    // These have other parameters for where they go.
    const NONE: [&str; 2] = ["sendgift", "sendchatjoinrequestwebapp"];
    let method = method.to_ascii_lowercase();
    method.starts_with("send") && !NONE.contains(&method.as_str())
}

macro_rules! into_reply_for_payloads {
    ($($payload:ident)*) => {$(
        impl IntoReply for payloads::$payload {
            fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
                push_payload(&self, outcome)
            }
        }
    )*};
}

// Those whose parameters are JSON; files are uploaded in another form. Calls that only ask have no place here.
into_reply_for_payloads! {
    AnswerCallbackQuery AnswerInlineQuery AnswerPreCheckoutQuery AnswerShippingQuery AnswerWebAppQuery
    ApproveChatJoinRequest BanChatMember BanChatSenderChat CloseForumTopic CloseGeneralForumTopic
    ConvertGiftToStars CopyMessage CopyMessages CreateChatInviteLink CreateChatSubscriptionInviteLink
    CreateForumTopic CreateInvoiceLink DeclineChatJoinRequest DeleteBusinessMessages DeleteChatPhoto
    DeleteChatStickerSet DeleteForumTopic DeleteMessage DeleteMessages DeleteMyCommands DeleteStickerFromSet
    DeleteStickerSet DeleteStory EditChatInviteLink EditChatSubscriptionInviteLink EditForumTopic
    EditGeneralForumTopic EditMessageCaption EditMessageCaptionInline EditMessageChecklist
    EditMessageLiveLocation EditMessageLiveLocationInline EditMessageReplyMarkup
    EditMessageReplyMarkupInline EditMessageText EditMessageTextInline EditUserStarSubscription
    ExportChatInviteLink ForwardMessage ForwardMessages GiftPremiumSubscription HideGeneralForumTopic
    KickChatMember LeaveChat PinChatMessage PromoteChatMember ReadBusinessMessage RefundStarPayment
    RemoveBusinessAccountProfilePhoto RemoveChatVerification RemoveUserVerification ReopenForumTopic
    ReopenGeneralForumTopic RestrictChatMember RevokeChatInviteLink SavePreparedInlineMessage SendChatAction
    SendChecklist SendContact SendDice SendGame SendGift SendGiftChat SendInvoice SendLocation SendMessage
    SendPoll SendVenue SetBusinessAccountBio SetBusinessAccountGiftSettings SetBusinessAccountName
    SetBusinessAccountProfilePhoto SetBusinessAccountUsername SetChatAdministratorCustomTitle
    SetChatDescription SetChatMenuButton SetChatPermissions SetChatStickerSet SetChatTitle
    SetCustomEmojiStickerSetThumbnail SetGameScore SetGameScoreInline SetMessageReaction SetMyCommands
    SetMyDefaultAdministratorRights SetMyDescription SetMyName SetMyShortDescription SetPassportDataErrors
    SetStickerEmojiList SetStickerKeywords SetStickerMaskPosition SetStickerPositionInSet SetStickerSetTitle
    SetUserEmojiStatus StopMessageLiveLocation StopMessageLiveLocationInline StopPoll
    TransferBusinessAccountStars TransferGift UnbanChatMember UnbanChatSenderChat UnhideGeneralForumTopic
    UnpinAllChatMessages UnpinAllForumTopicMessages UnpinAllGeneralForumTopicMessages UnpinChatMessage
    UpgradeGift VerifyChat VerifyUser
}
