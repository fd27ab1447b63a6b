//! The Bot API's methods: a table, and one file for each family.

#![allow(clippy::unnecessary_wraps)] // The functions of a table have one signature.

mod actions;
mod albums;
mod answering;
mod business;
mod callbacks;
mod chats;
mod commands;
mod edit;
mod extras;
mod games;
mod identity;
mod inline;
mod invites;
mod markup;
mod media;
mod moderation;
mod outgoing;
mod passing_on;
mod payments;
mod pins;
mod places;
mod polls;
mod reactions;
mod scope;
mod settings;
mod showcase;
mod sticker_sets;
mod stickers;
mod target;
mod text;
mod topics;
mod updates;
mod webhooks;

use std::{pin::Pin, sync::Arc};

use serde_json::Value;

use crate::{params::Params, refusal::Refusal, state::State, world::World};

/// The `result` of a call, or why there is none.
pub(crate) type Outcome = Result<Value, Refusal>;

type Waiting = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// A method of the Bot API.
pub(crate) struct Method {
    /// As the documentation writes it.
    pub(crate) name: &'static str,
    run: Run,
}

enum Run {
    /// Answers at once.
    Now(fn(&mut World, &Params) -> Outcome),
    /// May wait for something to happen.
    Waits(fn(Arc<State>, Params) -> Waiting),
}

/// Every method that is answered.
const METHODS: &[Method] = &[
    now("getMe", identity::get_me),
    waits("getUpdates", updates::get_updates),
    now("setWebhook", webhooks::set_webhook),
    now("getWebhookInfo", webhooks::get_webhook_info),
    now("deleteWebhook", webhooks::delete_webhook),
    now("getChat", chats::get_chat),
    now("getChatMember", chats::get_chat_member),
    now("getChatMemberCount", chats::get_chat_member_count),
    now("getChatAdministrators", chats::get_chat_administrators),
    now("getUserProfilePhotos", chats::get_user_profile_photos),
    now("getUserChatBoosts", chats::get_user_chat_boosts),
    now("getBusinessConnection", business::get_business_connection),
    now("readBusinessMessage", business::read_business_message),
    now("deleteBusinessMessages", business::delete_business_messages),
    now("sendChecklist", business::send_checklist),
    now("editMessageChecklist", business::edit_message_checklist),
    now("setChatTitle", settings::set_chat_title),
    now("setChatDescription", settings::set_chat_description),
    now("setChatPhoto", settings::set_chat_photo),
    now("deleteChatPhoto", settings::delete_chat_photo),
    now("leaveChat", settings::leave_chat),
    now("exportChatInviteLink", invites::export_chat_invite_link),
    now("createChatInviteLink", invites::create_chat_invite_link),
    now("editChatInviteLink", invites::edit_chat_invite_link),
    now("revokeChatInviteLink", invites::revoke_chat_invite_link),
    now("approveChatJoinRequest", invites::approve_chat_join_request),
    now("declineChatJoinRequest", invites::decline_chat_join_request),
    now("createForumTopic", topics::create_forum_topic),
    now("editForumTopic", topics::edit_forum_topic),
    now("closeForumTopic", topics::close_forum_topic),
    now("reopenForumTopic", topics::reopen_forum_topic),
    now("deleteForumTopic", topics::delete_forum_topic),
    now("editGeneralForumTopic", topics::edit_general_forum_topic),
    now("closeGeneralForumTopic", topics::close_general_forum_topic),
    now("reopenGeneralForumTopic", topics::reopen_general_forum_topic),
    now("hideGeneralForumTopic", topics::hide_general_forum_topic),
    now("unhideGeneralForumTopic", topics::unhide_general_forum_topic),
    now("getForumTopicIconStickers", topics::get_forum_topic_icon_stickers),
    now("banChatMember", moderation::ban_chat_member),
    now("unbanChatMember", moderation::unban_chat_member),
    now("restrictChatMember", moderation::restrict_chat_member),
    now("promoteChatMember", moderation::promote_chat_member),
    now("setChatAdministratorCustomTitle", moderation::set_chat_administrator_custom_title),
    now("setChatPermissions", moderation::set_chat_permissions),
    now("banChatSenderChat", moderation::ban_chat_sender_chat),
    now("unbanChatSenderChat", moderation::unban_chat_sender_chat),
    now("answerCallbackQuery", callbacks::answer_callback_query),
    now("setMyName", showcase::set_my_name),
    now("getMyName", showcase::get_my_name),
    now("setMyDescription", showcase::set_my_description),
    now("getMyDescription", showcase::get_my_description),
    now("setMyShortDescription", showcase::set_my_short_description),
    now("getMyShortDescription", showcase::get_my_short_description),
    now("setChatMenuButton", showcase::set_chat_menu_button),
    now("getChatMenuButton", showcase::get_chat_menu_button),
    now("setMyDefaultAdministratorRights", showcase::set_my_default_administrator_rights),
    now("getMyDefaultAdministratorRights", showcase::get_my_default_administrator_rights),
    now("logOut", showcase::log_out),
    now("close", showcase::close),
    now("sendMessage", text::send_message),
    now("sendPhoto", media::send_photo),
    now("sendVideo", media::send_video),
    now("sendAnimation", media::send_animation),
    now("sendAudio", media::send_audio),
    now("sendDocument", media::send_document),
    now("sendVoice", media::send_voice),
    now("sendVideoNote", media::send_video_note),
    now("sendSticker", media::send_sticker),
    now("sendMediaGroup", albums::send_media_group),
    now("sendPaidMedia", albums::send_paid_media),
    now("getFile", media::get_file),
    now("sendLocation", places::send_location),
    now("sendVenue", places::send_venue),
    now("sendContact", places::send_contact),
    now("sendDice", places::send_dice),
    now("editMessageMedia", albums::edit_message_media),
    now("editMessageLiveLocation", places::edit_message_live_location),
    now("stopMessageLiveLocation", places::stop_message_live_location),
    now("sendPoll", polls::send_poll),
    now("stopPoll", polls::stop_poll),
    now("setMessageReaction", reactions::set_message_reaction),
    now("deleteMessageReaction", reactions::delete_message_reaction),
    now("deleteAllMessageReactions", reactions::delete_all_message_reactions),
    now("pinChatMessage", pins::pin_chat_message),
    now("unpinChatMessage", pins::unpin_chat_message),
    now("unpinAllChatMessages", pins::unpin_all_chat_messages),
    now("unpinAllForumTopicMessages", pins::unpin_all_forum_topic_messages),
    now("unpinAllGeneralForumTopicMessages", pins::unpin_all_general_forum_topic_messages),
    now("answerInlineQuery", inline::answer_inline_query),
    now("sendInvoice", payments::send_invoice),
    now("createInvoiceLink", payments::create_invoice_link),
    now("answerShippingQuery", payments::answer_shipping_query),
    now("answerPreCheckoutQuery", payments::answer_pre_checkout_query),
    now("refundStarPayment", payments::refund_star_payment),
    now("getStarTransactions", payments::get_star_transactions),
    now("getMyStarBalance", payments::get_my_star_balance),
    now("getStickerSet", sticker_sets::get_sticker_set),
    now("createNewStickerSet", sticker_sets::create_new_sticker_set),
    now("addStickerToSet", sticker_sets::add_sticker_to_set),
    now("replaceStickerInSet", sticker_sets::replace_sticker_in_set),
    now("deleteStickerFromSet", sticker_sets::delete_sticker_from_set),
    now("deleteStickerSet", sticker_sets::delete_sticker_set),
    now("setStickerSetTitle", sticker_sets::set_sticker_set_title),
    now("setStickerSetThumbnail", sticker_sets::set_sticker_set_thumbnail),
    now("setCustomEmojiStickerSetThumbnail", sticker_sets::set_custom_emoji_sticker_set_thumbnail),
    now("setStickerPositionInSet", sticker_sets::set_sticker_position_in_set),
    now("setStickerEmojiList", sticker_sets::set_sticker_emoji_list),
    now("setStickerKeywords", sticker_sets::set_sticker_keywords),
    now("setStickerMaskPosition", sticker_sets::set_sticker_mask_position),
    now("setChatStickerSet", extras::set_chat_sticker_set),
    now("deleteChatStickerSet", extras::delete_chat_sticker_set),
    now("setMyProfilePhoto", extras::set_my_profile_photo),
    now("removeMyProfilePhoto", extras::remove_my_profile_photo),
    now("setUserEmojiStatus", extras::set_user_emoji_status),
    now("verifyUser", extras::verify),
    now("verifyChat", extras::verify),
    now("removeUserVerification", extras::verify),
    now("removeChatVerification", extras::verify),
    now("answerWebAppQuery", extras::answer_web_app_query),
    now("savePreparedInlineMessage", extras::save_prepared_inline_message),
    now("sendMessageDraft", extras::send_message_draft),
    now("sendGame", games::send_game),
    now("setGameScore", games::set_game_score),
    now("getGameHighScores", games::get_game_high_scores),
    now("getCustomEmojiStickers", stickers::get_custom_emoji_stickers),
    now("uploadStickerFile", stickers::upload_sticker_file),
    now("editMessageText", edit::edit_message_text),
    now("editMessageCaption", edit::edit_message_caption),
    now("editMessageReplyMarkup", edit::edit_message_reply_markup),
    now("deleteMessage", edit::delete_message),
    now("deleteMessages", edit::delete_messages),
    now("forwardMessage", passing_on::forward_message),
    now("forwardMessages", passing_on::forward_messages),
    now("copyMessage", passing_on::copy_message),
    now("copyMessages", passing_on::copy_messages),
    now("sendChatAction", actions::send_chat_action),
    now("setMyCommands", commands::set_my_commands),
    now("getMyCommands", commands::get_my_commands),
    now("deleteMyCommands", commands::delete_my_commands),
];

const fn now(name: &'static str, run: fn(&mut World, &Params) -> Outcome) -> Method {
    Method { name, run: Run::Now(run) }
}

const fn waits(name: &'static str, run: fn(Arc<State>, Params) -> Waiting) -> Method {
    Method { name, run: Run::Waits(run) }
}

/// Names that methods had before, which the official server still takes, and which telegraf still gives.
const FORMER_NAMES: [(&str, &str); 3] = [
    ("getChatMembersCount", "getChatMemberCount"),
    ("kickChatMember", "banChatMember"),
    ("setStickerSetThumb", "setStickerSetThumbnail"),
];

/// The method of a name in any letter case.
pub(crate) fn find(name: &str) -> Option<&'static Method> {
    let former = FORMER_NAMES.iter().find(|(former, _)| former.eq_ignore_ascii_case(name));
    let name = former.map_or(name, |(_, name)| name);
    METHODS.iter().find(|method| method.name.eq_ignore_ascii_case(name))
}

impl Method {
    /// Applies a call.
    pub(crate) async fn run(&self, state: &Arc<State>, params: Params) -> Outcome {
        match self.run {
            Run::Now(run) => run(&mut state.world(), &params),
            Run::Waits(run) => run(Arc::clone(state), params).await,
        }
    }
}
