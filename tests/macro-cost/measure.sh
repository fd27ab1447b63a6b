#!/usr/bin/env bash
# What the attributes of a bot with 100 handlers cost in `cargo check`, over the same functions without attributes.
#
#     tests/macro-cost/measure.sh [HANDLERS] [ROUNDS]
#
# Makes two packages in a temporary folder that depend on the `pouch` of this tree, one with attributes and one without, checks both
# once, and then in turn, each time after its source was touched. Prints the medians in seconds, and their difference. Times are of
# this machine at this moment: compare the two with each other only.
set -euo pipefail
handlers=${1:-100}
rounds=${2:-5}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# One fifth of the functions of each kind: commands with two arguments, commands that read, messages, buttons, inline queries.
source_of() {
    local with=$1 list=""
    attribute() { if [[ $with == yes ]]; then echo "$1"; fi; }
    echo "use pouch::prelude::*;"
    attribute "#[user_data]"
    echo "#[derive(Default)]"
    echo "pub struct Shelf { values: HashMap<u32, String> }"
    for ((i = 0; i < handlers; i++)); do
        echo "/// Function number $i"
        case $((i % 5)) in
        0)
            attribute "#[command(\"put$i\")]"
            echo "pub fn f$i(shelf: &mut Shelf, key: u32, value: String) -> u32 { shelf.values.insert(key, value); key }"
            ;;
        1)
            attribute "#[command(\"get$i\")]"
            echo "pub fn f$i(shelf: &Shelf, key: u32) -> &str { shelf.values.get(&key).map_or(\"none\", String::as_str) }"
            ;;
        2)
            attribute "#[message(text, regex = \"^item $i (?<count>[0-9]+)\$\")]"
            echo "pub fn f$i(user: &User, count: u32) -> String { format!(\"{} {count}\", user.first_name) }"
            ;;
        3)
            attribute "#[callback]"
            echo "pub fn f$i(shelf: &mut Shelf, key: u32, keep: bool) -> Toast { if !keep { shelf.values.remove(&key); } Toast::new(\"ok\") }"
            ;;
        4)
            attribute "#[on(inline_query, filter = filters::from_users([$i]))]"
            echo "pub async fn f$i(query: &InlineQuery, bot: &Bot) { let _ = (query.query.len(), bot); }"
            ;;
        esac
        list+="f$i, "
    done
    if [[ $with == yes ]]; then
        echo "pub fn app() -> App { App::new(handlers![$list]) }"
    else
        echo "pub fn app() -> App { App::new(Handlers::default()) }"
    fi
}

for kind in yes no; do
    mkdir -p "$work/$kind/src"
    cat >"$work/$kind/Cargo.toml" <<END
[package]
name = "bot-$kind"
version = "0.0.0"
edition = "2024"

[dependencies]
pouch = { path = "$root/runtime" }

[workspace]
END
    cp "$root/Cargo.lock" "$work/$kind/"
    source_of "$kind" >"$work/$kind/src/lib.rs"
done

check() {
    touch "$work/$1/src/lib.rs"
    CARGO_TARGET_DIR="$root/target/macro-cost" cargo check --quiet --offline --manifest-path "$work/$1/Cargo.toml" 2>"$work/errors" ||
        { cat "$work/errors" >&2; exit 1; }
}

median() { sort -n "$1" | sed -n "$((rounds / 2 + 1))p"; }

check yes
check no
for ((round = 0; round < rounds; round++)); do
    for kind in yes no; do
        start=$(date +%s%N)
        check "$kind"
        echo "scale=3; ($(date +%s%N) - $start) / 1000000000" | bc >>"$work/times-$kind"
    done
done
with=$(median "$work/times-yes")
without=$(median "$work/times-no")
echo "$handlers functions: ${with} s with attributes, ${without} s without; $(echo "scale=3; $with - $without" | bc) s for the attributes"
