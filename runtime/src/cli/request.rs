//! What the command line asks for.

use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::Arg::{Long, Short, Value};
use lexopt::{Parser, ValueExt};
use uuid::Uuid;

use super::error::CliError;
use crate::store::{LetterChange, Owner, RecordKey, Scope, Selection};

/// All commands.
const COMMANDS: [&str; 8] = ["list", "show", "export", "dead-letters", "backup", "check", "import", "erase"];

/// What the command line asks for.
#[derive(Debug, PartialEq)]
pub(super) enum Request {
    Help,
    Version,
    List { store: PathBuf, name: Option<String> },
    Show { store: PathBuf, key: RecordKey },
    Export { store: PathBuf, selection: Filter },
    Letters { store: PathBuf },
    Letter { store: PathBuf, id: Uuid },
    Backup { store: PathBuf, to: PathBuf },
    Check { store: PathBuf },
    Import { store: PathBuf, from: Option<PathBuf> },
    ErasePerson { store: PathBuf, person: i64 },
    EraseRecord { store: PathBuf, key: RecordKey },
    ChangeLetter { store: PathBuf, change: LetterChange },
}

/// Which records to export.
#[derive(Debug, PartialEq)]
pub(super) struct Filter {
    pub(super) selection: Selection,
    /// The stored name of their type.
    pub(super) name: Option<String>,
}

/// The words and options of a command line.
struct Words {
    command: String,
    values: std::vec::IntoIter<OsString>,
    name: Option<String>,
    person: Option<i64>,
}

impl Request {
    pub(super) fn read(mut parser: Parser) -> Result<Self, CliError> {
        let (mut values, mut name, mut person) = (Vec::new(), None, None);
        while let Some(arg) = parser.next()? {
            match arg {
                Short('h') | Long("help") => return Ok(Request::Help),
                Short('V') | Long("version") => return Ok(Request::Version),
                Long("type") => name = Some(parser.value()?.string()?),
                Long("person") => person = Some(parser.value()?.parse()?),
                Value(value) => values.push(value),
                // An id of a group, which looks like options.
                Short(digit) if digit.is_ascii_digit() => {
                    let rest = parser.optional_value().map(OsString::into_string).transpose();
                    let rest = rest.map_err(|_| usage("that is no number"))?.unwrap_or_default();
                    values.push(format!("-{digit}{rest}").into());
                }
                other => return Err(other.unexpected().into()),
            }
        }
        let mut values = values.into_iter();
        let Some(command) = values.next() else { return Ok(Request::Help) };
        Words { command: command.string()?, values, name, person }.request()
    }
}

impl Words {
    fn request(mut self) -> Result<Request, CliError> {
        if self.command == "help" {
            return Ok(Request::Help);
        }
        if !COMMANDS.contains(&&*self.command) {
            return Err(usage(format!("there is no command `{}`", self.command)));
        }
        let store: PathBuf = self.need("the path of the store")?.into();
        let request = match &*self.command {
            "list" => Request::List { store, name: self.name.take() },
            "show" => Request::Show { store, key: self.key()? },
            "export" => {
                let selection = self.person.take().map_or(Selection::All, Selection::Person);
                Request::Export { store, selection: Filter { selection, name: self.name.take() } }
            }
            "backup" => Request::Backup { store, to: self.need("the path of the new file")?.into() },
            "check" => Request::Check { store },
            "import" => Request::Import { store, from: self.values.next().map(PathBuf::from) },
            "erase" => match self.person.take() {
                Some(person) => Request::ErasePerson { store, person },
                None => Request::EraseRecord { store, key: self.key()? },
            },
            _ => self.letters(store)?,
        };
        self.end()?;
        Ok(request)
    }

    fn letters(&mut self, store: PathBuf) -> Result<Request, CliError> {
        let Some(action) = self.values.next() else { return Ok(Request::Letters { store }) };
        let action = action.string()?;
        if !["show", "retry", "drop"].contains(&&*action) {
            return Err(usage(format!(
                "`{action}` is nothing to do with a dead letter: show, retry or drop"
            )));
        }
        let id = self.need("the letter's id")?.string()?;
        let id = id.parse().map_err(|_| usage(format!("`{id}` is no id of a dead letter")))?;
        Ok(match &*action {
            "show" => Request::Letter { store, id },
            "retry" => Request::ChangeLetter { store, change: LetterChange::Retry(id) },
            _ => Request::ChangeLetter { store, change: LetterChange::Drop(id) },
        })
    }

    fn key(&mut self) -> Result<RecordKey, CliError> {
        let scope = self.need("the scope")?.string()?;
        let unknown = || usage(format!("`{scope}` is no scope: user, chat, member, topic or bot"));
        let scope = Scope::from_name(&scope).ok_or_else(unknown)?;
        let name = self.need("the stored name of the type")?.string()?.into();
        let owner = match scope {
            Scope::Bot => Owner::BOT,
            Scope::User | Scope::Chat => Owner::new(self.id("the owner's id")?),
            Scope::Member => Owner::in_chat(self.id("the chat's id")?, self.id("the person's id behind it")?),
            Scope::Topic => Owner::in_chat(self.id("the chat's id")?, self.id("the topic's id behind it")?),
        };
        Ok(RecordKey { scope, owner, name })
    }

    fn id(&mut self, what: &str) -> Result<i64, CliError> {
        let text = self.need(what)?.string()?;
        text.parse().map_err(|_| usage(format!("`{text}` is no id: it is a whole number")))
    }

    fn need(&mut self, what: &str) -> Result<OsString, CliError> {
        self.values.next().ok_or_else(|| usage(format!("`{}` lacks {what}", self.command)))
    }

    /// What is left over was meant for something.
    fn end(mut self) -> Result<(), CliError> {
        let command = &self.command;
        if let Some(value) = self.values.next() {
            return Err(usage(format!("`{command}` does not take `{}`", value.display())));
        }
        let options = [("--type", self.name.is_some()), ("--person", self.person.is_some())];
        match options.iter().find(|(_, is_left)| *is_left) {
            Some((option, _)) => Err(usage(format!("`{command}` does not take `{option}`"))),
            None => Ok(()),
        }
    }
}

fn usage(wrong: impl Into<String>) -> CliError {
    CliError::Usage(wrong.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Request, String> {
        let words = std::iter::once("pouch").chain(line.split_whitespace());
        Request::read(Parser::from_iter(words)).map_err(|error| error.to_string())
    }

    #[test]
    fn ids_of_groups_are_no_options() {
        let key = RecordKey { scope: Scope::Member, owner: Owner::in_chat(-1005, 7), name: "Deeds".into() };
        assert_eq!(
            read("show bot.db member Deeds -1005 7"),
            Ok(Request::Show { store: "bot.db".into(), key })
        );
        let selection = Filter { selection: Selection::Person(-100), name: None };
        assert_eq!(
            read("export bot.db --person -100"),
            Ok(Request::Export { store: "bot.db".into(), selection })
        );
    }

    #[test]
    fn a_wrong_command_is_told_what_is_wrong() {
        for (line, wrong) in [
            ("lsit bot.db", "there is no command `lsit`"),
            ("list", "`list` lacks the path of the store"),
            ("show bot.db person Shelf 1", "`person` is no scope: user, chat, member, topic or bot"),
            ("show bot.db member Deeds 1", "`show` lacks the person's id behind it"),
            ("show bot.db user Shelf one", "`one` is no id: it is a whole number"),
            ("check bot.db now", "`check` does not take `now`"),
            ("backup bot.db to.db --type Shelf", "`backup` does not take `--type`"),
            ("dead-letters bot.db burn 1", "`burn` is nothing to do with a dead letter"),
            ("dead-letters bot.db drop 1", "`1` is no id of a dead letter"),
            ("list bot.db --nmae Shelf", "invalid option '--nmae'"),
        ] {
            let error = read(line).unwrap_err();
            assert!(error.starts_with(wrong), "{line}: {error}");
            assert!(error.ends_with("`pouch --help` lists the commands"), "{error}");
        }
        assert_eq!(read(""), Ok(Request::Help));
    }
}
