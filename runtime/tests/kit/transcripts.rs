//! Conversations in files, run as tests.

use std::path::PathBuf;

use tempfile::TempDir;

use crate::failures::failure;
use crate::notes::start;

const TRANSCRIPT: &str = "\
# Two people and a group.
Ann: /note tea
  | with milk
Bot: {_}

Ann: /name
Bot: {name}
Ann: /note {name}
Bot: 2
-- kill --
Ann: /notes
-- restart --
Bot to Ann: tea
  | with milk
  | {name}
Friends > Bob: /ask Tea?
Friends > Bot: Tea?
  [Yes]
-- Friends becomes a supergroup --
Friends > Ann presses [Yes]
Friends > Toast: Thank you
-- 1h pass --
Ann: /twice tea
Bot: tea
Bot: tea
";

struct Written {
    _folder: TempDir,
    path: PathBuf,
}

fn written(text: &str) -> Written {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("talk.txt");
    std::fs::write(&path, text).expect("a file can be written");
    Written { _folder: folder, path }
}

#[tokio::test]
async fn a_transcript_that_is_true_passes() {
    let file = written(TRANSCRIPT);
    start().await.transcript(&file.path).await;
}

#[tokio::test]
async fn a_difference_is_shown_as_one() {
    let file = written(
        &TRANSCRIPT.replace("Toast: Thank you", "Toast: Thanks").replace("Bot: tea\nBot: tea", "Bot: tea"),
    );
    let path = file.path.clone();
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        start().await.transcript(&path).await;
        assert_eq!(std::fs::read_to_string(&path).unwrap(), TRANSCRIPT);
        return;
    }
    let text = failure(async move { start().await.transcript(&path).await }).await;
    assert!(text.contains("UPDATE=1"), "{text}");
    assert!(text.contains("-Friends > Toast: Thanks\n+Friends > Toast: Thank you\n"), "{text}");
    assert!(text.contains(" Bot: tea\n+Bot: tea\n"), "{text}");
    assert!(!text.contains("\n-Bot: {_}"), "{text}");
}

#[tokio::test]
async fn a_transcript_stops_where_a_placeholder_stands_for_nothing() {
    let file = written("Ann: /note {name}\n");
    let text = failure(async move { start().await.transcript(&file.path).await }).await;
    assert!(text.contains("nothing is known for `{name}`"), "{text}");
}
