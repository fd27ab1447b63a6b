#!/usr/bin/env python3
"""Whether half-typed code is completed by rust-analyzer.

    tests/editor/check.py [PATH_OF_RUST_ANALYZER]

Makes a package in a temporary folder that depends on the `pouch` of this tree, opens `bot.rs` in rust-analyzer as an
editor would, types each of CASES into it, asks for what could stand at the cursor (`$0`), and says what is missing there.
rust-analyzer needs the sources of Rust's library: those of the toolchain (`rustup component add rust-src`), or those in
the folder that RUST_SRC names. It is no part of the tests, since few machines that test have both.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading

HERE = pathlib.Path(__file__).resolve().parent
# How long rust-analyzer may take to read all dependencies, in seconds, and then for one answer.
START, ANSWER = 900, 120

PUT = '#[command("put")]\nfn put(shelf: &mut Shelf, value: String) -> Uuid {\n'
ADMIT = "#[on(chat_join_request)]\nfn admit(request: &ChatJoinRequest, bot: &Bot) -> &'static str {\n"
LIST = "keep, vote, admit, remind, tidy, Signup, signed_up\n    ];"
WITH = "#[with(guard = is_large, filter = filters::private)]"

# What is typed: the text that stands in `bot.rs`, what it becomes, and what must be among the proposals.
CASES = [
    # The bodies of functions.
    ("    key\n}", "    shelf.$0\n    key\n}", "values"),
    ("    key\n}", "    shelf.values.ins$0\n    key\n}", "insert"),
    ("    key\n}", "    let n = shelf.va$0\n}", "values"),
    ("    key\n}", "    shelf.values.insert(ke$0\n}", "key"),
    ("let words = message.text();", "let words = message.te$0", "text"),
    ('(Toast::new("Thank you!"), Edit', "(Toast::ne$0, Edit", "new"),
    ("user.first_name)))", "user.fir$0)))", "first_name"),
    ('    "Welcome."', "    bot.approve_chat$0", "approve_chat_join_request"),
    ('    "Welcome."', "    request.fr$0", "from"),
    ("shelf.values.len() > 3", "shelf.values.le$0", "len"),
    ("signup.name)", "signup.na$0)", "name"),
    (PUT, PUT.replace('"put"', '"put", hid') + " shelf.$0", "values"),
    (ADMIT, ADMIT.replace("chat_join_request", "inl") + " request.$0", "from"),
    # Signatures and fields.
    ("value: String) -> Uuid", "value: Str$0) -> Uuid", "String"),
    ("value: String) -> Uuid", "value: $0) -> Uuid", "String Shelf"),
    ("value: String) -> Uuid {", "value: Str$0 {", "String"),
    ("shelf: &mut Shelf, value", "shelf: &mut Sh$0, value", "Shelf"),
    ("-> Uuid {", "-> Uu$0 {", "Uuid"),
    ("values: HashMap<Uuid, String>", "values: HashM$0", "HashMap"),
    ("age: u8", "age: u1$0", "u16"),
    # Options of attributes.
    ('"put")', '"put", hid$0)', "hidden scope filter deep_link"),
    ('"put")', '"put", $0)', "hidden scope"),
    ('"put")', '"put", hi$0, filter = filters::private)', "hidden"),
    ('"put")', '"put", scope = pri$0)', "private group admins"),
    ('"put")', '"put", scope = $0)', "private group admins"),
    ('"put")', '"put", scope = private | gr$0)', "group"),
    ('"put")', '"put", scope = private | $0)', "group"),
    ('"put")', '"put", filter = $0)', "filters"),
    ('"put")', '"put", filter = filters::$0)', "group supergroup"),
    ('"put")', '"put", filter = filters::gro$0)', "group supergroup"),
    ("filter = filters::private)", "filter = filters::private & !filters::fo$0)", "forwarded"),
    ("filter = filters::private)", "filter = is_q$0)", "is_question"),
    ("(text, filter", "(pho$0, filter", "photo text edited"),
    ("(text, filter = filters::private)", "($0)", "photo text edited"),
    ("on(chat_join_request)", "on(inl$0)", "inline_query poll_answer"),
    ("on(chat_join_request)", "on($0)", "inline_query poll_answer"),
    ("every(day, at", "every(mon$0, at", "monday month zone"),
    ("every(day, at = \"09:00\")", "every($0)", "day monday"),
    ("#[callback]", "#[callback(na$0)]", "name"),
    ("#[guard]", "#[guard(dead$0)]", "deadline"),
    ('name = "settings")', 'name = "settings", mer$0)', "merge version"),
    ('name = "settings")', 'name = "settings", $0)', "merge version"),
    ('name = "settings")', "merge = ne$0)", "main put"),
    ('name = "xl")', "na$0)", "name"),
    ('"signup", review)', '"signup", rev$0)', "review limit remind"),
    ('"signup", review)', '"signup", $0)', "review limit"),
    ("len = 2..=60)", "le$0)", "len range"),
    ("len = 2..=60)", "$0)", "len range"),
    # Lists.
    (LIST, LIST.replace("vote, admit", "vot$0, admit"), "vote keep"),
    (LIST, LIST.replace("signed_up", "sign$0"), "signed_up Signup"),
    (LIST, LIST.replace("signed_up", "signed_up, $0"), "put keep"),
    (LIST, LIST.replace(", vote, admit, remind, tidy, Signup, signed_up", ", vo$0"), "vote"),
    ("[put]", "[pu$0]", "put"),
    (WITH, "#[with(gua$0, filter = filters::private)]", "guard before"),
    (WITH, "#[with($0)]", "guard before"),
    (WITH, "#[with(guard = is_l$0, filter = filters::private)]", "is_large"),
    (WITH, "#[with(guard = guards::$0)]", "admins owners"),
    (WITH, "#[with(guard = is_large, otherwise = ref$0)]", "refuse"),
    (WITH, "#[with(before = slo$0)]", "slow_down"),
    # What is generated, and what stands behind a broken list.
    ('    "Kept."\n', '    vote::$0\n    "Kept."\n', "button"),
    ('    "Kept."\n', '    remind::$0\n    "Kept."\n', "after at cancel"),
    ('    "Kept."\n', '    Size::Large.$0\n    "Kept."\n', "label"),
    ("App::new(handlers)", "App::new(handlers).dead$0", "deadline dead_letters"),
    (LIST, LIST.replace("vote, admit", "#[with(guard = )] vote, admit") + " handl$0", "handlers"),
]


class RustAnalyzer:
    """A running rust-analyzer with one open file."""

    def __init__(self, program, package):
        self.settings = {"procMacro": {"enable": True}, "checkOnSave": False, "cachePriming": {"enable": False}}
        if "RUST_SRC" in os.environ:
            self.settings["cargo"] = {"sysrootSrc": os.environ["RUST_SRC"]}
        self.process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=package
        )
        self.file = (package / "src/main.rs").as_uri()
        self.asked, self.version, self.answers = 0, 1, {}
        self.news, self.is_ready = threading.Condition(), False
        threading.Thread(target=self.listen, daemon=True).start()
        capabilities = {
            "experimental": {"serverStatusNotification": True},
            "workspace": {"configuration": True},
        }
        root = {"rootUri": package.as_uri(), "processId": None}
        self.ask("initialize", root | {"initializationOptions": self.settings, "capabilities": capabilities})
        self.tell("initialized", {})
        text = (package / "src/main.rs").read_text()
        document = {"uri": self.file, "languageId": "rust", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        self.wait_for(lambda: self.is_ready, START)

    def wait_for(self, condition, patience):
        with self.news:
            if not self.news.wait_for(condition, patience):
                sys.exit(f"rust-analyzer says nothing for {patience} s")

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def ask(self, method, params):
        self.asked += 1
        number = self.asked
        self.send({"id": number, "method": method, "params": params})
        self.wait_for(lambda: number in self.answers, ANSWER)
        return self.answers.pop(number)

    def listen(self):
        while message := self.read():
            if "method" in message and "id" in message:
                wanted = message["params"].get("items", []) if message["params"] else []
                self.send({"id": message["id"], "result": [self.settings for _ in wanted]})
            with self.news:
                if message.get("method") == "experimental/serverStatus":
                    self.is_ready = message["params"]["quiescent"]
                elif "method" not in message:
                    self.answers[message["id"]] = message
                self.news.notify_all()

    def read(self):
        length = 0
        while (line := self.process.stdout.readline()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return json.loads(self.process.stdout.read(length)) if length else None

    def proposals(self, text):
        """What could stand at `$0`, or what went wrong."""
        before, _, behind = text.partition("$0")
        self.version += 1
        document = {"uri": self.file, "version": self.version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": before + behind}]})
        line = before.count("\n")
        position = {"line": line, "character": len(before) - (before.rfind("\n") + 1)}
        answer = self.ask("textDocument/completion", {"textDocument": {"uri": self.file}, "position": position})
        if "error" in answer:
            return [], answer["error"]["message"]
        found = answer["result"] or []
        items = found["items"] if isinstance(found, dict) else found
        return [item["label"].partition("(")[0] for item in items], ""


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "rust-analyzer"
    source = (HERE / "bot.rs").read_text()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        package = pathlib.Path(folder)
        (package / "src").mkdir()
        (package / "src/main.rs").write_text(source)
        runtime = HERE.parent.parent / "runtime"
        (package / "Cargo.toml").write_text(
            f'[package]\nname = "bot"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
            f'pouch = {{ path = "{runtime}" }}\ntokio = {{ version = "1", features = ["full"] }}\n'
        )
        (package / "Cargo.lock").write_text((HERE.parent.parent / "Cargo.lock").read_text())
        editor = RustAnalyzer(program, package)
        for old, new, wanted in CASES:
            assert old in source, f"{old!r} is not in bot.rs"
            found, problem = editor.proposals(source.replace(old, new, 1))
            missing = [name for name in wanted.split() if name not in found]
            failed += bool(missing)
            shown = new.strip().replace("\n", " ")
            print(f"lacks {missing} of {len(found)} {problem}:" if missing else "ok:", shown, flush=True)
        editor.process.kill()
    print(f"{len(CASES) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
