//! How a survey answers: cards that are edited in place, and messages below what was sent.

use teloxide_core::types::{
    ButtonRequest, ForceReply, KeyboardButton, KeyboardMarkup, KeyboardRemove, UserId,
};
use uuid::Uuid;

use super::super::answer::Offer;
use super::super::card::{Face, Press};
use super::super::flow::{Action, Flow, Way};
use super::super::run::Card;
use super::super::words::{Words, fill};
use super::Conductor;
use crate::button::Button;
use crate::failure::Failure;
use crate::reply::{Edit, IntoReply, Outgoing, Reply, Watch, escape_html};
use crate::store::Owner;

impl Conductor<'_> {
    /// Shows what is asked next: on the card whose button was pressed, or below what was sent.
    pub(super) fn go_on(&mut self, note: Option<&str>, given: Option<String>) -> Result<(), Failure> {
        if self.call.incoming.facts.press.is_none() {
            self.retire(given);
            return self.ask(note);
        }
        let card = self.card(note);
        if self.needs_message(&card) {
            self.remember_card(None);
            let frozen = given.map_or_else(|| Edit::only_buttons::<[Button; 0]>([]), Edit::text);
            frozen.into_reply(&mut self.outcome)?;
            return self.ask(note);
        }
        let buttons = self.buttons(&card);
        Edit::text(card.text).buttons(buttons).into_reply(&mut self.outcome)?;
        let address = self.call.incoming.facts.address.as_ref().filter(|address| !address.is_left_behind);
        self.remember_card(address.and_then(|address| Some(Card::Known(address.chat, address.message?))));
        Ok(())
    }

    /// Whether the card can't take the place of one with buttons: a message has one sort of markup.
    fn needs_message(&self, card: &Face) -> bool {
        (card.is_typed && !self.is_private()) || (card.offer.is_some() && self.is_private())
    }

    /// Takes the buttons off the card, and writes what was answered on it: never do the buttons of two count.
    pub(super) fn retire(&mut self, given: Option<String>) {
        let card = self.runs.find(self.spec).and_then(|run| run.card.take());
        let edit = card.and_then(|card| self.runs.retire(card, given));
        if let Some(edit) = edit {
            self.add_edit(edit);
        }
    }

    /// Adds an edit, unless the message stayed behind in the group that became this supergroup.
    pub(super) fn add_edit(&mut self, edit: Outgoing) {
        if edit.lane == self.chat() {
            self.outcome.add(edit);
        }
    }

    /// Says how to go on with what this survey has interrupted.
    pub(super) fn mention_interrupted(&mut self) -> Result<(), Failure> {
        match self.runs.command() {
            Some(command) => {
                let text = fill(self.reader.words.resume, &[("command", &command)]);
                Reply::text(text).into_reply(&mut self.outcome)
            }
            None => Ok(()),
        }
    }

    /// Ends the survey: the pressed card loses its buttons, and after a message the person is told, if `is_told`.
    pub(super) fn close(&mut self, text: String, is_told: bool) -> Result<(), Failure> {
        if self.call.incoming.facts.press.is_some() {
            return Edit::text(text).into_reply(&mut self.outcome);
        }
        let has_keyboard = self.is_private() && self.has_offers();
        self.retire(Some(text.clone()));
        if is_told || has_keyboard {
            let reply = Reply::text(text);
            let reply = if has_keyboard { reply.markup(KeyboardRemove::new()) } else { reply };
            return reply.into_reply(&mut self.outcome);
        }
        Ok(())
    }

    /// Takes Telegram's own keyboard away again, with a message that shows what was answered.
    pub(super) fn remove_keyboard(&mut self, given: Option<&str>) -> Result<(), Failure> {
        match given.filter(|_| self.is_private()) {
            Some(given) => Reply::text(given).markup(KeyboardRemove::new()).into_reply(&mut self.outcome),
            None => Ok(()),
        }
    }

    /// Whether a question offers to send something with Telegram's own keyboard.
    fn has_offers(&self) -> bool {
        self.spec.fields().iter().any(|(_, question)| question.has_offer())
    }

    /// Sends what is asked as a message of its own.
    pub(super) fn ask(&mut self, note: Option<&str>) -> Result<(), Failure> {
        self.retire(None);
        let card = self.card(note);
        match card.offer.filter(|_| self.is_private()) {
            Some(offer) => {
                let keyboard = offer_keyboard(offer, &card, self.reader.words);
                Reply::text(card.text).markup(keyboard).into_reply(&mut self.outcome)
            }
            None if card.is_typed && !self.is_private() => self.forced(&card).into_reply(&mut self.outcome),
            None => {
                let buttons = self.buttons(&card);
                Reply::text(card.text).buttons(buttons).into_reply(&mut self.outcome)?;
                self.watch_card();
                Ok(())
            }
        }
    }

    /// Has it noted which message the card is that was just sent.
    fn watch_card(&mut self) {
        let Some(person) = self.call.incoming.facts.user_owner() else { return };
        let (card, _) = Uuid::new_v4().as_u64_pair();
        self.outcome.watch_latest(Watch { owner: Owner::in_chat(self.chat(), person), card });
        self.remember_card(Some(Card::Sent(card)));
    }

    /// A question to one person in a group: their client opens a reply to it, which a bot sees in privacy mode, too.
    fn forced(&self, card: &Face) -> Reply {
        let mut force = ForceReply::new().selective();
        force.input_field_placeholder = card.placeholder.map(str::to_owned);
        // The one who is meant wrote the quoted message, or is named in the text.
        let reply = match (&self.call.incoming.facts.press, self.call.incoming.user()) {
            (Some(_), Some(user)) => {
                let (id, name) = (user.id, escape_html(&user.first_name));
                let text = escape_html(&card.text);
                Reply::html(format!("<a href=\"tg://user?id={id}\">{name}</a>,\n{text}"))
            }
            _ => Reply::text(&*card.text).quote(),
        };
        reply.markup(force)
    }

    fn card(&mut self, note: Option<&str>) -> Face {
        match self.runs.find(self.spec) {
            Some(run) => Flow::new(self.spec, run, self.reader).face(note),
            None => Face::default(),
        }
    }

    /// The buttons of a card; in a group, nobody else can press them.
    fn buttons(&self, card: &Face) -> Vec<Vec<Button>> {
        let person = self.call.incoming.facts.user_owner().and_then(|id| u64::try_from(id).ok()).map(UserId);
        let person = person.filter(|_| !self.is_private());
        card.buttons(|label, Press { question, action }| {
            let fields = vec![question.clone(), action.clone()];
            let button = Button::run(label, self.spec.path, self.spec.tag, fields);
            person.map_or(button.clone(), |person| button.only_for(person))
        })
    }

    /// Remembers which card shows the question that is asked.
    fn remember_card(&mut self, card: Option<Card>) {
        if let Some(run) = self.runs.find(self.spec) {
            run.card = card;
        }
    }

    pub(super) fn chat(&self) -> i64 {
        self.call.incoming.facts.address.as_ref().map_or(0, |address| address.chat)
    }

    /// Whether nobody else is in the chat: its id is the person's.
    fn is_private(&self) -> bool {
        self.call.incoming.facts.user_owner() == Some(self.chat())
    }
}

/// Telegram's keyboard with what it offers to send, and the ways through the survey as words.
fn offer_keyboard(offer: Offer, card: &Face, words: &Words) -> KeyboardMarkup {
    let send = match offer {
        Offer::Contact => KeyboardButton::new(words.phone_button).request(ButtonRequest::Contact),
        Offer::Location => KeyboardButton::new(words.location_button).request(ButtonRequest::Location),
        Offer::Nothing => KeyboardButton::new(capitalized(words.cancel)),
    };
    let ways = [(words.back, Way::Back), (words.skip, Way::Skip), (words.cancel, Way::Cancel)];
    let ways = ways.iter().filter(|(_, way)| {
        let action = Action::Go(*way).write();
        card.rows.iter().flatten().any(|(_, press)| press.action == action)
    });
    let ways = ways.map(|(word, _)| KeyboardButton::new(capitalized(word))).collect();
    KeyboardMarkup::new([vec![send], ways]).resize_keyboard().one_time_keyboard()
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
