//! The examples of README.md, run as they stand there.
#![cfg(unix)]

use std::process::Output;

use tokio::process::Command;

use crate::program::start;

/// Separates what the examples print.
const MARK: &str = "@@";

/// The examples: each command, over as many lines as it has, with the remark behind it.
fn examples() -> Vec<(String, String)> {
    let readme = include_str!("../../README.md");
    let (_, block) = readme.split_once("```sh\n").unwrap();
    let (block, _) = block.split_once("```").unwrap();
    let mut examples: Vec<(String, String)> = Vec::new();
    for line in block.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (command, remark) = line.split_once(" # ").unwrap_or((line, ""));
        match examples.last_mut() {
            Some((begun, _)) if line.starts_with("  ") => begun.extend(["\n", line]),
            _ => examples.push((command.trim_end().to_owned(), remark.to_owned())),
        }
    }
    examples
}

/// Runs commands in one shell; what each has printed.
async fn run(commands: &[String], folder: &std::path::Path) -> Option<Vec<String>> {
    let script = commands
        .iter()
        .fold(String::new(), |script, command| script + "echo " + MARK + "\n" + command + "\n");
    let is_there = Command::new("curl").arg("--version").output().await.is_ok();
    assert!(is_there || std::env::var_os("CI").is_none(), "the examples need curl");
    if !is_there {
        eprintln!("SKIPPED, the examples of README.md were not run: there is no curl");
        return None;
    }
    let shell = Command::new("sh").arg("-c").arg(script).current_dir(folder).output();
    let Output { stdout, stderr, .. } = shell.await.unwrap();
    assert_eq!(String::from_utf8_lossy(&stderr), "");
    let printed = String::from_utf8(stdout).unwrap();
    Some(printed.split(&format!("{MARK}\n")).skip(1).map(str::to_owned).collect())
}

/// The fields that a remark says are in an answer, as `"name":value`, or `"name":` where it leaves the value out.
fn fields(remark: &str) -> Vec<&str> {
    let remark = remark.find('{').map_or("", |start| &remark[start..]);
    let starts = remark.match_indices("\":").filter_map(|(end, _)| remark[..end].rfind('"'));
    starts
        .map(|start| {
            let field = &remark[start..];
            let value = field.find(':').unwrap() + 1;
            let end = field[value..].find([',', '}', ']']).map_or(field.len(), |end| value + end);
            let left_out = ["..", "\"..", "[", "{"].iter().any(|start| field[value..].starts_with(start));
            if left_out { &field[..value] } else { &field[..end] }
        })
        .collect()
}

#[tokio::test]
async fn the_examples_of_the_readme_do_what_they_say() {
    let (_program, said) = start(&["--port", "0", "--", "cat"]).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("cat.png"), include_bytes!("../../../tests/browser/bots/pixel.png"))
        .unwrap();
    let examples = examples();
    let commands = examples.iter().map(|(command, _)| command.clone());
    let mut commands: Vec<String> = commands.collect();
    commands[0] = format!("C={}", said["control"]);
    let Some(printed) = run(&commands, folder.path()).await else { return };
    assert_eq!(printed.len(), examples.len());
    let mut checked = 0;
    for ((command, remark), printed) in examples.iter().zip(&printed) {
        for sign in [r#"{"error":"#, r#""error_code""#] {
            let is_told_of = ["journal", "events", "requests"].iter().any(|path| command.contains(path));
            assert!(is_told_of || !printed.contains(sign), "{command}\n{printed}");
        }
        for field in fields(remark) {
            assert!(printed.contains(field), "{command}\nexpected {field} in {printed}");
            checked += 1;
        }
    }
    assert!(checked > 30, "{checked}");
    assert!(folder.path().join("copy.png").exists());
}
