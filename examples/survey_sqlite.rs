//! A survey whose answers go to the author's own database, with sqlx.
//!
//! Another database can't be part of Pouch's transaction. If the bot is killed right after the row was written, the last
//! answer comes again, and with it `signed_up`. So the row has the update's id, and is written once.

use pouch::prelude::*;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePool};

#[derive(Choice)]
enum Diet {
    Everything,
    Vegetarian,
    Vegan,
}

/// Sign up for the dinner
#[derive(Survey)]
#[survey("dinner", review)]
struct Dinner {
    #[ask("Your name?", len = 2..=60)]
    name: String,
    #[ask("How many of you come?", range = 1..=10)]
    people: u8,
    #[ask("What do you eat?")]
    diet: Diet,
    #[ask("Anything that we should know?")]
    note: Option<String>,
}

#[survey_done]
async fn signed_up(dinner: Dinner, update: &Update, db: &SqlitePool) -> Result<String, sqlx::Error> {
    let Dinner { name, people, diet, note } = dinner;
    sqlx::query("INSERT OR IGNORE INTO guests (update_id, name, people, diet, note) VALUES (?, ?, ?, ?, ?)")
        .bind(update.id.0)
        .bind(&name)
        .bind(people)
        .bind(diet.name())
        .bind(note)
        .execute(db)
        .await?;
    Ok(format!("See you there, {name}!"))
}

/// Count the guests
#[command("guests")]
async fn guests(db: &SqlitePool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar("SELECT coalesce(sum(people), 0) FROM guests").fetch_one(db).await
}

/// Opens the database, and makes its table.
async fn open(path: &str) -> sqlx::Result<SqlitePool> {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
    let db = SqlitePool::connect_with(options).await?;
    let table = "CREATE TABLE IF NOT EXISTS guests \
                 (update_id INTEGER PRIMARY KEY, name TEXT, people INTEGER, diet TEXT, note TEXT)";
    sqlx::query(table).execute(&db).await?;
    Ok(db)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let db = open("guests.db").await?;
    App::new(handlers![Dinner, signed_up, guests]).state(db).run().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use pouch::testing::TestBot;

    use super::*;

    #[tokio::test]
    async fn the_conversation_goes_as_written() {
        let folder = std::env::temp_dir().join(format!("pouch-dinner-{}", Uuid::new_v4()));
        std::fs::create_dir(&folder).expect("a new folder");
        let db = open(folder.join("guests.db").to_str().expect("UTF-8")).await.expect("a database");
        let state = db.clone();
        let bot = TestBot::start(move || App::new(handlers![Dinner, signed_up, guests]).state(state.clone()));
        bot.await.transcript("transcripts/survey_sqlite.txt").await;
        let row = sqlx::query_as("SELECT name, people, diet, note FROM guests ORDER BY people");
        let rows: Vec<(String, u8, String, Option<String>)> = row.fetch_all(&db).await.expect("the guests");
        let note = Some("Nuts are a problem".to_owned());
        assert_eq!(
            rows,
            [("Bob".into(), 1, "Everything".into(), None), ("Ann".into(), 2, "Vegan".into(), note)]
        );
        db.close().await;
        std::fs::remove_dir_all(folder).expect("the folder");
    }
}
