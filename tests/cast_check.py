"""cast_check.py FILE... - read recordings by the rules of asciicast, version 2, and say what was seen of each.

https://docs.asciinema.org/manual/asciicast/v2/: lines of JSON in UTF-8. A header that is an object; then events, each an
array of seconds, a code and a text.
"""
import json
import re
import sys

HEAD = {"version": int, "width": int, "height": int, "timestamp": int, "duration": float, "idle_time_limit": float,
        "command": str, "title": str, "env": dict, "theme": dict}


def no_constant(word):
    raise ValueError(f"{word} is no JSON")


def no_key_twice(pairs):
    assert len(dict(pairs)) == len(pairs), "a key stands there twice"
    return dict(pairs)


def parse(line):
    return json.loads(line, parse_constant=no_constant, object_pairs_hook=no_key_twice)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def check_head(head):
    assert isinstance(head, dict), "the first line is no object"
    assert head.get("version") == 2 and head.get("width", 0) > 0 and head.get("height", 0) > 0, "version, width or height"
    for key, value in head.items():
        kind = HEAD[key]
        fits = is_number(value) if kind is float else isinstance(value, kind) and not isinstance(value, bool)
        assert fits, f"{key} is of another type"
    assert head.get("idle_time_limit", 1) > 0, "silences are shortened to nothing"


def check_event(event, before):
    assert isinstance(event, list) and len(event) == 3, "an event is an array of three"
    seconds, code, data = event
    assert is_number(seconds) and seconds >= before, "time goes back"
    assert code in ("o", "i", "m", "r") and isinstance(data, str), "a code that is none, or no text"
    assert code != "r" or re.fullmatch(r"[1-9]\d*x[1-9]\d*", data), "a size that is none"
    if code == "o":
        assert data, "nothing was written"
        assert not re.search(r"(?<!\r)\n", data), "a line ends without going back to its beginning"
        assert "\ufffd" not in data, "bytes that are no text"
    return seconds


def check(path):
    text = open(path, "rb").read().decode("utf-8")
    assert text.endswith("\n"), "the last line is cut"
    lines = text[:-1].split("\n")
    check_head(parse(lines[0]))
    seconds, seen, marks = 0, "", 0
    for line in lines[1:]:
        event = parse(line)
        seconds = check_event(event, seconds)
        seen += event[2] if event[1] == "o" else ""
        marks += event[1] == "m"
    assert seen, "nothing is seen"
    return seconds, marks, seen


def main():
    for path in sys.argv[1:]:
        try:
            seconds, marks, seen = check(path)
        except (AssertionError, KeyError, ValueError) as wrong:
            sys.exit(f"{path}: {wrong!r}")
        open(path + ".seen", "w", encoding="utf-8", newline="").write(seen)
        print(f"{path}: {seconds:.0f} s, {marks} marks")


main()
