//! What people send beside text: files, places, contacts.

use serde_json::{Map, Value, json};

use crate::{
    Chat, Draft, Emulator, Message, Sent, User,
    world::{MediaKind, Upload},
};

/// Each of these makes the draft's text a caption, as far as there can be one.
impl Draft {
    /// Attaches a photo: a PNG, JPEG, GIF or WebP.
    ///
    /// # Panics
    /// If it is no such picture, or of a shape that Telegram refuses.
    #[track_caller]
    pub fn photo(self, content: &[u8]) -> Self {
        self.file(MediaKind::Photo, "photo.jpg", content)
    }

    /// Attaches a document.
    ///
    /// # Panics
    /// If it is empty, as all files here.
    #[track_caller]
    pub fn document(self, name: &str, content: &[u8]) -> Self {
        self.file(MediaKind::Document, name, content)
    }

    /// Attaches a video. It is not looked into: its size and length are made up.
    #[track_caller]
    pub fn video(self, name: &str, content: &[u8]) -> Self {
        self.file(MediaKind::Video, name, content)
    }

    /// Attaches a video without sound that repeats, or a GIF.
    #[track_caller]
    pub fn animation(self, name: &str, content: &[u8]) -> Self {
        self.file(MediaKind::Animation, name, content)
    }

    /// Attaches a piece of music.
    #[track_caller]
    pub fn audio(self, name: &str, content: &[u8]) -> Self {
        self.file(MediaKind::Audio, name, content)
    }

    /// Attaches a voice message.
    #[track_caller]
    pub fn voice(self, content: &[u8]) -> Self {
        self.file(MediaKind::Voice, "voice.ogg", content)
    }

    /// Attaches a round video message, which has no caption.
    #[track_caller]
    pub fn video_note(self, content: &[u8]) -> Self {
        self.file(MediaKind::VideoNote, "video.mp4", content)
    }

    /// Attaches a sticker, which has no caption.
    #[track_caller]
    pub fn sticker(self, content: &[u8]) -> Self {
        self.file(MediaKind::Sticker, "sticker.webp", content)
    }

    /// Sends what a message says, whoever wrote it, as a forward of it.
    ///
    /// # Panics
    /// If the message is another emulator's, or a service message.
    #[track_caller]
    pub fn forwarding(self, message: &Message) -> Self {
        self.map_letter(|world, letter| world.forward_in(letter, (message.chat_id, message.id)))
            .expect("a message of this emulator that can be forwarded")
    }

    /// Sends a point on the map instead of a text.
    pub fn location(self, latitude: f64, longitude: f64) -> Self {
        self.content("location", json!({ "latitude": latitude, "longitude": longitude }))
    }

    /// Sends somebody's phone number instead of a text.
    pub fn contact(self, phone_number: &str, first_name: &str) -> Self {
        self.content("contact", json!({ "phone_number": phone_number, "first_name": first_name }))
    }

    #[track_caller]
    fn file(self, kind: MediaKind, name: &str, content: &[u8]) -> Self {
        let upload = Upload { name: name.to_owned(), mime: None, content: content.into() };
        let media = self.emulator().state().world().files.add(kind, &upload, Map::new(), None);
        let media =
            media.unwrap_or_else(|reason| panic!("Telegram does not take this {}: {reason}", kind.name()));
        self.content(kind.name(), media)
    }
}

impl User {
    /// Forwards a message to the bot.
    ///
    /// # Panics
    /// If the message is another emulator's, or a service message.
    #[track_caller]
    pub fn forward(&self, message: &Message) -> Sent {
        self.draft("").forwarding(message).send()
    }

    /// Presses a button of a reply keyboard that asks for people: `request_users` with this `request_id`.
    ///
    /// # Panics
    /// If somebody is another emulator's.
    #[track_caller]
    pub fn share_users(&self, request_id: i64, people: &[&User]) -> Sent {
        let ids: Vec<i64> = people.iter().map(|person| person.id()).collect();
        let shared = self.emulator().state().world().shared_users(request_id, &ids);
        self.draft("").contents(shared.expect("the people are this emulator's")).send()
    }

    /// Presses a button of a reply keyboard that asks for a chat: `request_chat` with this `request_id`.
    ///
    /// # Panics
    /// If the chat is another emulator's.
    #[track_caller]
    pub fn share_chat(&self, request_id: i64, chat: &Chat) -> Sent {
        let shared = self.emulator().state().world().shared_chat(request_id, chat.id());
        self.draft("").contents(shared.expect("the chat is this emulator's")).send()
    }

    /// Sends what a Web App gives to the bot that was opened by a button of a reply keyboard.
    pub fn send_web_app_data(&self, button_text: &str, data: &str) -> Sent {
        let given = json!({ "data": data, "button_text": button_text });
        self.draft("").content("web_app_data", given).send()
    }

    /// Presses the button of a reply keyboard that asks for the person's own contact.
    pub fn share_contact(&self) -> Sent {
        let contact = json!({
            "phone_number": format!("+99966{:05}", self.id()), "first_name": self.name(), "user_id": self.id(),
        });
        self.draft("").content("contact", contact).send()
    }

    /// Presses the button of a reply keyboard that asks where the person is.
    pub fn share_location(&self, latitude: f64, longitude: f64) -> Sent {
        self.draft("").location(latitude, longitude).send()
    }
}

impl Emulator {
    /// Sends photos and videos, or other files of one sort, as one album: a message each, with a `media_group_id`
    /// that is the same.
    ///
    /// # Panics
    /// If somebody may not write there, as [`Draft::send`].
    #[track_caller]
    pub fn send_album(&self, drafts: Vec<Draft>) -> Vec<Sent> {
        let album = json!(self.state().world().begin_album());
        drafts.into_iter().map(|draft| draft.with("media_group_id", album.clone()).send()).collect()
    }

    /// Lets dice show the same numbers in the same order from now on, whenever it is the same seed.
    pub fn seed_dice(&self, seed: u64) {
        self.state().world().chance = crate::world::Chance::seeded(seed);
    }

    /// The content of a file that somebody has sent; `None` if it is unknown, or so old that it was forgotten.
    pub fn file(&self, file_id: &str) -> Option<Vec<u8>> {
        let world = self.state().world();
        let file: Value = world.files.describe(file_id).ok()?;
        world.files.content(file["file_path"].as_str()?).map(|content| content.to_vec())
    }
}
