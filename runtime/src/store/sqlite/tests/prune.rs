//! How many handled updates the file holds.

use tempfile::TempDir;

use super::super::super::REMEMBERED_UPDATES;
use super::{Batch, Store, commit, open};

#[tokio::test]
async fn handled_updates_are_kept_in_number_but_not_for_ever() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    let mut store = open(&path);
    for round in 0..300_i64 {
        let handled: Vec<i64> = (0..=round % 200).map(|update| round * 1000 + update).collect();
        let last = handled.last().copied();
        commit(&store, Batch { handled, ..Batch::default() }).await.unwrap();
        if round % 50 == 49 {
            drop(store);
            store = open(&path);
        }
        let remembered = store.recover().await.unwrap().handled;
        assert_eq!(remembered.last().copied(), last);
        assert!(remembered.is_sorted(), "the order is broken");
        assert!(round < 60 || remembered.len() >= REMEMBERED_UPDATES);
        assert!(remembered.len() <= 10 * REMEMBERED_UPDATES, "{} updates are kept", remembered.len());
    }
}
