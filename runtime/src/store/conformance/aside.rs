//! Rules about dead letters and marks.

use super::super::{Batch, DeadLetter, LetterChange, Mark, Store};
use super::{commit, expect, recover};

pub(super) async fn check<S: Store>(create: &impl AsyncFn() -> S, reopen: &impl AsyncFn(S) -> S) {
    a_dead_letter_is_kept_once(create().await, reopen).await;
    a_dead_letter_changes_as_told_and_no_other_does(create().await, reopen).await;
    a_letter_can_take_the_place_of_another_in_one_batch(&create().await).await;
    marks_have_the_number_that_was_set_last(create().await, reopen).await;
}

async fn letters<S: Store>(store: &S) -> Vec<DeadLetter> {
    store.dead_letters().await.unwrap_or_else(|error| panic!("reading the dead letters failed: {error:?}"))
}

fn setting_aside(letters: &[DeadLetter]) -> Batch {
    Batch { dead_letters: letters.to_vec(), ..Batch::default() }
}

fn changing(changes: &[LetterChange]) -> Batch {
    Batch { letter_changes: changes.to_vec(), ..Batch::default() }
}

async fn a_dead_letter_is_kept_once<S: Store>(store: S, reopen: &impl AsyncFn(S) -> S) {
    let mut kept =
        ["a", "b", "c"].map(|subject| DeadLetter::new(subject, "reason", "{\"a\":\"ö\"}")).to_vec();
    kept.push(DeadLetter::of_update("update 7", "reason", "{\"update_id\":7}"));
    for letter in &kept {
        commit(&store, setting_aside(std::slice::from_ref(letter))).await;
        commit(&store, setting_aside(std::slice::from_ref(letter))).await;
    }
    let store = reopen(store).await;
    expect(letters(&store).await, kept, "the dead letters are not what was set aside");
}

async fn a_dead_letter_changes_as_told_and_no_other_does<S: Store>(store: S, reopen: &impl AsyncFn(S) -> S) {
    let mut kept = ["a", "b", "c"].map(|subject| DeadLetter::of_update(subject, "reason", "{}")).to_vec();
    commit(&store, setting_aside(&kept)).await;
    let [a, b, c] = [kept[0].id, kept[1].id, kept[2].id];
    commit(&store, changing(&[LetterChange::Retry(a), LetterChange::Retry(c)])).await;
    (kept[0].is_due, kept[2].is_due) = (true, true);
    let store = reopen(store).await;
    expect(letters(&store).await, kept.clone(), "the letters to be retried are not those that were named");
    // A batch that comes again finds its letter gone.
    let rest = changing(&[LetterChange::Drop(b), LetterChange::Keep(a)]);
    commit(&store, rest.clone()).await;
    commit(&store, rest).await;
    kept[0].is_due = false;
    kept.remove(1);
    let store = reopen(store).await;
    expect(letters(&store).await, kept, "another letter was dropped than the one that was named");
}

async fn a_letter_can_take_the_place_of_another_in_one_batch<S: Store>(store: &S) {
    let [first, second] = ["a", "b"].map(|reason| DeadLetter::of_update("update 7", reason, "{}"));
    commit(store, setting_aside(std::slice::from_ref(&first))).await;
    let drops = changing(&[LetterChange::Drop(first.id)]);
    commit(store, Batch { dead_letters: vec![second.clone()], ..drops }).await;
    expect(letters(store).await, vec![second], "a letter did not take the place of another");
}

async fn marks_have_the_number_that_was_set_last<S: Store>(store: S, reopen: &impl AsyncFn(S) -> S) {
    let marking = |marks: &[(Mark, u32)]| Batch { marks: marks.to_vec(), ..Batch::default() };
    let first = marking(&[
        (Mark::Running, 1),
        (Mark::Attempt(-7), 1),
        (Mark::Erase(7), 1),
        (Mark::Attempt(i64::MAX), 1),
    ]);
    commit(&store, first.clone()).await;
    commit(&store, first).await;
    commit(&store, marking(&[(Mark::Attempt(-7), 2), (Mark::Attempt(3), 1)])).await;
    commit(&store, marking(&[(Mark::Attempt(3), 0), (Mark::Attempt(4), 0)])).await;
    let store = reopen(store).await;
    let expected =
        vec![(Mark::Running, 1), (Mark::Attempt(-7), 2), (Mark::Attempt(i64::MAX), 1), (Mark::Erase(7), 1)];
    expect(recover(&store).await.marks, expected, "the marks are not as they were set last");
    let marks = [Mark::Running, Mark::Attempt(-7), Mark::Attempt(i64::MAX), Mark::Erase(7)];
    commit(&store, marking(&marks.map(|mark| (mark, 0)))).await;
    expect(recover(&store).await.marks, Vec::new(), "a mark was not removed");
}
