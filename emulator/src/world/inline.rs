//! Inline mode: what people ask for, and the results they pick.

use serde_json::{Value, json};
use tokio::sync::watch;

use super::{Author, Barred, Content, Letter, World, bot, service::fields};

/// How many seconds a query may be answered. Telegram tells no number; clients wait some ten.
const LONGEST_WAIT: u64 = 60;

/// What the bot answers to an inline query.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct InlineAnswer {
    /// The results, as the bot gave them: an `InlineQueryResult` each.
    pub results: Vec<Value>,
    /// What to ask with for more results; empty if there are none.
    pub next_offset: String,
    /// The button above the results: an `InlineQueryResultsButton`.
    pub button: Option<Value>,
    /// For how many seconds Telegram may give the same answer again without asking the bot.
    pub cache_time: i64,
    /// Whether the results are for this person only.
    pub is_personal: bool,
}

/// What is sent when a person picks a result.
#[derive(Clone, Debug)]
pub(crate) struct Pick {
    /// The result's id.
    pub(crate) id: String,
    pub(crate) content: Content,
    pub(crate) keyboard: Option<Value>,
}

struct Asked {
    id: i64,
    person: i64,
    query: String,
    at: u64,
    answer: Option<(InlineAnswer, Vec<Pick>)>,
}

/// All inline queries, in order.
pub(crate) struct InlineQueries {
    asked: Vec<Asked>,
    next_id: i64,
    changes: watch::Sender<()>,
}

impl InlineQueries {
    /// None yet. Ids follow from the time, so that those of an earlier emulator are not used again.
    pub(super) fn new(now: u64) -> Self {
        let next_id = i64::try_from(now).unwrap_or(0) << 20;
        Self { asked: Vec::new(), next_id, changes: watch::Sender::new(()) }
    }

    /// Takes an answer; false if the query is unknown or too old.
    pub(crate) fn answer(&mut self, id: i64, answer: InlineAnswer, picks: Vec<Pick>, now: u64) -> bool {
        let asked = self.asked.iter_mut().rfind(|asked| asked.id == id);
        let open = asked.filter(|asked| now.saturating_sub(asked.at) <= LONGEST_WAIT);
        let Some(asked) = open else { return false };
        asked.answer = Some((answer, picks));
        self.changes.send_replace(());
        true
    }

    /// The answer to a query, if there is one.
    pub(crate) fn answer_to(&self, id: i64) -> Option<InlineAnswer> {
        let asked = self.asked.iter().rfind(|asked| asked.id == id)?;
        asked.answer.as_ref().map(|(answer, _)| answer.clone())
    }

    /// Changes with every answer.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }
}

impl World {
    /// Lets a person type an inline query: query id and update id.
    pub(crate) fn ask_inline(
        &mut self,
        person: i64,
        query: &str,
        offset: &str,
        chat_type: Option<&str>,
    ) -> (i64, i64) {
        let id = self.inline.next_id;
        self.inline.next_id += 1;
        let at = self.clock.now();
        self.inline.asked.push(Asked { id, person, query: query.to_owned(), at, answer: None });
        let from = self.people.get(&person);
        let mut asked = json!({ "id": id.to_string(), "from": from, "query": query, "offset": offset });
        if let Some(chat_type) = chat_type {
            asked["chat_type"] = json!(chat_type);
        }
        (id, self.queue.add("inline_query", asked))
    }

    /// Sends a result that a person picked, and tells the bot so: message id, and the update of the choice.
    pub(crate) fn pick(
        &mut self,
        query_id: i64,
        result_id: &str,
        chat_id: i64,
    ) -> Result<(i64, i64), Barred> {
        let asked = self.inline.asked.iter().rfind(|asked| asked.id == query_id);
        let asked = asked.ok_or(Barred("there is no such inline query"))?;
        let (_, picks) = asked.answer.as_ref().ok_or(Barred("the bot has not answered the inline query"))?;
        let pick = picks.iter().find(|pick| pick.id == result_id).cloned();
        let Pick { id, content, keyboard } = pick.ok_or(Barred("the bot's answer has no such result"))?;
        let (person, query) = (asked.person, asked.query.clone());
        let has_keyboard = keyboard.is_some();
        let mut further = fields([("via_bot", bot())]);
        further.extend(keyboard.map(|keyboard| ("reply_markup".to_owned(), keyboard)));
        let entities = content.formatted.to_json(|id| self.user(id));
        let mut letter = Letter {
            author: Author::Person(person),
            chat_id,
            text: content.formatted.text,
            entities,
            content: content.fields,
            fields: further,
            is_late: false,
        };
        if !content.is_caption {
            letter.fields.append(&mut letter.content);
        }
        let (message_id, _) = self.deliver(letter)?;
        let mut chosen = json!({ "result_id": id, "from": self.people.get(&person), "query": query });
        if has_keyboard {
            let inline_id = format!("AgAAAP{query_id}_{}", self.inline_messages.len());
            chosen["inline_message_id"] = json!(inline_id);
            self.inline_messages.insert(inline_id, (chat_id, message_id));
        }
        Ok((message_id, self.queue.add("chosen_inline_result", chosen)))
    }

    /// The `inline_message_id` of a message that was sent in inline mode with a keyboard.
    pub(super) fn inline_id(&self, place: (i64, i64)) -> Option<&String> {
        self.inline_messages.iter().find(|(_, own)| **own == place).map(|(id, _)| id)
    }
}
