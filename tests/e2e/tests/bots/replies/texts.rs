//! Texts: their formatting, their length, what they answer to.

use pouch::prelude::*;
use pouch::types::{ChatId, MessageId};
use serde_json::{Value, json};

use super::Speaker;

/// The kinds of the entities, with the parts that they cover, in ASCII texts.
fn entities(message: &Value) -> Vec<(String, String)> {
    let text = message["text"].as_str().or(message["caption"].as_str()).unwrap();
    let list = message.get("entities").or(message.get("caption_entities")).and_then(Value::as_array);
    let place = |entity: &Value, name: &str| usize::try_from(entity[name].as_u64().unwrap()).unwrap();
    let units: Vec<u16> = text.encode_utf16().collect();
    list.into_iter()
        .flatten()
        .map(|entity| {
            let (offset, length) = (place(entity, "offset"), place(entity, "length"));
            let part = String::from_utf16(&units[offset..offset + length]).unwrap();
            (entity["type"].as_str().unwrap().to_owned(), part)
        })
        .collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(kind, part)| ((*kind).to_owned(), (*part).to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_shows_what_people_typed_whatever_it_is() {
    let bot = Speaker::new().await;
    let typed = "👍 <b>*_`[x](y)&amp;";
    let user = UserId(bot.ann.id().unsigned_abs());
    let text = Text::new("Hi ")
        .bold(typed)
        .add(", ")
        .link("here", "https://example.org")
        .line()
        .mention("Ann", user);
    let message = bot.shown(text.code_block("rust", "fn f() {}").spoiler(Text::new("a").italic("b"))).await;
    assert_eq!(message["text"], format!("Hi {typed}, here\nAnnfn f() {{}}ab"));
    let expected = [
        ("bold", typed),
        ("text_link", "here"),
        ("text_mention", "Ann"),
        ("pre", "fn f() {}"),
        ("spoiler", "a"),
        ("italic", "b"),
        ("spoiler", "b"),
    ];
    let mut found = entities(&message);
    found.sort();
    let mut expected = pairs(&expected);
    expected.sort();
    assert_eq!(found, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_can_return_a_text_and_toasts_and_edits_take_one() {
    let bot = Speaker::new().await;
    let message = bot.shown(Text::new("a ").underline("b").add(1).strikethrough('c')).await;
    assert_eq!(
        (&message["text"], entities(&message)),
        (&json!("a b1c"), pairs(&[("underline", "b"), ("strikethrough", "c")]))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn html_and_markdown_are_sent_as_they_are() {
    let bot = Speaker::new().await;
    assert_eq!(entities(&bot.shown(Reply::html("<i>a</i>&lt;")).await), pairs(&[("italic", "a")]));
    assert_eq!(entities(&bot.shown(Reply::markdown("*a* \\.")).await), pairs(&[("bold", "a")]));
    let modes: Vec<Value> =
        bot.stage.sends_to(bot.ann.id()).iter().map(|send| send.params["parse_mode"].clone()).collect();
    assert_eq!(modes, ["HTML", "MarkdownV2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn long_texts_become_several_messages_with_all_their_formatting() {
    let bot = Speaker::new().await;
    // 10,000 units as people see them.
    let words = "word ".repeat(2_000);
    let replies = [
        Reply::text(&words),
        Reply::text(Text::new("").bold(&words)),
        Reply::html(format!("<b>{words}</b>")),
        Reply::markdown(format!("*{words}*")),
    ];
    for reply in replies {
        let is_plain = reply == Reply::text(&words);
        let buttons = [[super::pressed::button("Last", "x".to_owned())]];
        let messages = bot.shows(reply.quote().buttons(buttons), 3).await;
        let texts: Vec<&str> = messages.iter().map(|message| message.text.as_str()).collect();
        assert_eq!(texts.join(" "), words.trim_end());
        assert!(texts.iter().all(|text| text.len() <= 4_096 && text.ends_with("word")));
        for message in &messages {
            let bold = vec![("bold".to_owned(), message.text.clone())];
            assert_eq!(entities(&message.json), if is_plain { Vec::new() } else { bold });
        }
        let has = |field: &str| {
            messages.iter().map(|message| message.json.get(field).is_some()).collect::<Vec<_>>()
        };
        assert_eq!(has("reply_markup"), [false, false, true]);
        assert_eq!(has("reply_to_message"), [true, false, false]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_telegram_could_not_read_fails_its_handler() {
    let bot = Speaker::new().await;
    let reason = bot.fails(Reply::html("<b>a")).await;
    assert!(reason.contains("<b>a") && reason.contains("end tag"), "{reason}");
    let reason = bot.fails(Reply::markdown("1.5")).await;
    assert!(reason.contains("1.5") && reason.contains("reserved"), "{reason}");
    let reason = bot.fails(Text::new("").link("here", "no address")).await;
    assert!(reason.contains("no address"), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blank_text_is_not_sent() {
    let bot = Speaker::new().await;
    let both = bot.shows(Reply::text(" \n"), 0).await;
    assert!(both.is_empty());
    bot.stage.all_confirmed().await;
    assert_eq!(bot.shown(Reply::text("next")).await["text"], "next");
    assert_eq!(bot.stage.sends_to(bot.ann.id()).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_answers_the_message_that_it_shall() {
    let bot = Speaker::new().await;
    let first = bot.shown(Reply::text("first")).await;
    let id = |message: &Value| i32::try_from(message["message_id"].as_i64().unwrap()).unwrap();
    let quoting = bot.shown(Reply::text("quoting").reply_to(MessageId(id(&first)))).await;
    assert_eq!(quoting["reply_to_message"]["message_id"], first["message_id"]);
    let part = bot.shown(Reply::text("a part").quote_part("say")).await;
    assert_eq!((&part["quote"]["text"], &part["reply_to_message"]["text"]), (&json!("say"), &json!("/say")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_goes_where_and_how_it_shall() {
    let bot = Speaker::new().await;
    let quiet = bot.shown(Reply::text("a").silent().protected().effect("5104841245755180586")).await;
    assert_eq!(
        (&quiet["has_protected_content"], &quiet["effect_id"]),
        (&json!(true), &json!("5104841245755180586"))
    );
    let sends = bot.stage.sends_to(bot.ann.id());
    assert_eq!(sends[0].params["disable_notification"], true);
    let plain = bot
        .shown(Reply::text("https://example.org").without_preview().with("allow_paid_broadcast", true))
        .await;
    assert_eq!(plain["link_preview_options"]["is_disabled"], true);
    assert_eq!(bot.stage.sends_to(bot.ann.id())[1].params["allow_paid_broadcast"], true);

    let (bob, group) = (bot.stage.user("Bob"), bot.emulator().group("Friends"));
    bob.send("/say");
    bot.stage.all_confirmed().await;
    for (chat, text) in [(bob.id(), "to Bob"), (group.id(), "to all")] {
        bot.shows(Reply::text(text).to(ChatId(chat)).quote(), 0).await;
        crate::support::until("it is there", || bot.emulator().replies(chat).contains(&text.to_owned()))
            .await;
        assert!(bot.stage.sends_to(chat)[0].params.get("reply_parameters").is_none());
    }
    let reason = bot.fails(Reply::text("a").to(ChatId(group.id())).effect("1")).await;
    assert!(reason.contains("private chats"), "{reason}");
}
