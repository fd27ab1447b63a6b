//! The bot's token: missing, refused, and never shown.

use pouch_emulator::Fault;

use crate::support::{COUNTER, PUT_GET, Stage, ask, until};

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_token_ends_the_bot_with_an_error_that_names_its_variable() {
    let stage = Stage::new().await;
    for launch in [
        stage.program(PUT_GET).without("TELOXIDE_TOKEN"),
        stage.program(PUT_GET).with("TELOXIDE_TOKEN", ""),
        stage.program(PUT_GET).with("TELOXIDE_TOKEN", "no token at all"),
    ] {
        let refusal = launch.start().refusal().await;
        assert!(refusal.contains("TELOXIDE_TOKEN"), "{refusal}");
    }
    assert!(stage.emulator.requests().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_token_ends_the_bot_with_an_error_that_names_its_variable() {
    let stage = Stage::new().await;
    let wrong = ["1:AAwrong", "987654321:AAPouchEmulatorTokenForLoopbackOnly"];
    for token in wrong {
        let refusal = stage.program(PUT_GET).with("TELOXIDE_TOKEN", token).start().refusal().await;
        assert!(refusal.contains("TELOXIDE_TOKEN") && !refusal.contains(token), "{refusal}");
    }
    stage.emulator.refuse_token(true);
    let refusal = stage.program(PUT_GET).start().refusal().await;
    assert!(refusal.contains("TELOXIDE_TOKEN"), "{refusal}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_revoked_ends_the_running_bot() {
    let stage = Stage::new().await;
    let (bot, ann) = (stage.program(PUT_GET).start(), stage.user("Ann"));
    ask(&ann, "/help").await;
    stage.emulator.refuse_token(true);
    // The answer to the call that waits already makes the bot call again.
    ann.send("/put x");
    let refusal = bot.refusal().await;
    assert!(refusal.contains("TELOXIDE_TOKEN"), "{refusal}");
    stage.emulator.refuse_token(false);
    let _bot = stage.program(PUT_GET).start();
    until("the reply is not lost", || stage.emulator.replies(ann.id()).len() == 2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_never_shows_whatever_goes_wrong() {
    let stage = Stage::new().await;
    let (ann, emulator) = (stage.user("Ann"), &stage.emulator);
    let trace = || stage.program(COUNTER).with("RUST_LOG", "trace");
    let mut bot = trace().start();
    ask(&ann, "/count").await;
    ann.send("/panic");
    emulator.fail("sendMessage", Fault::error(500, "Internal Server Error"));
    emulator.fail("sendMessage", Fault::CutBefore);
    emulator.fail("sendMessage", Fault::error(400, "Bad Request: chat not found"));
    ann.send("/show");
    until("the faults are over", || stage.sends_to(ann.id()).len() >= 4).await;
    emulator.fail("getUpdates", Fault::error(409, "Conflict"));
    emulator.fail("getUpdates", Fault::Garbage);
    ask(&ann, "/count").await;
    emulator.stop().await;
    bot.has_printed("trying again").await;
    let mut outputs = vec![bot.stop().await.output];
    outputs.push(trace().with("POUCH_STORE", "/dev/null").start().refusal().await);
    outputs.push(trace().with("TELOXIDE_API_URL", "nonsense").start().refusal().await);
    let secret = emulator.token().split_once(':').unwrap().1;
    for output in outputs {
        assert!(!output.contains(secret), "{output}");
    }
}
