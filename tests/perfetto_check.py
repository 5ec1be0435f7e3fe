"""perfetto_check.py SCHEMA FILE... - read traces for Perfetto by its published schema, and hold them to its rules.

Every field must be in the schema and have its type; every track, name and category must be told before it is used; slices
nest on each track and end; a flow begins in an open slice, before it ends; counters are never negative.
"""
import collections
import re
import sys

WIRE = {"uint64": 0, "uint32": 0, "int64": 0, "int32": 0, "bool": 0, "fixed64": 1, "string": 2}


def read_schema(path):
    """{message: {number: (name, type, repeated)}} and {enum: numbers}"""
    messages, enums, stack = {}, {}, []
    for line in open(path, encoding="utf-8"):
        line = line.split("//")[0].strip()
        opens = re.fullmatch(r"(message|enum) (\w+) \{", line)
        field = re.fullmatch(r"(optional|repeated) (\w+) (\w+) = (\d+);", line)
        value = re.fullmatch(r"\w+ = (\d+);", line)
        if opens:
            stack.append(opens.groups())
            (messages if opens[1] == "message" else enums)[opens[2]] = {}
        elif field:
            messages[stack[-1][1]][int(field[4])] = (field[3], field[2], field[1] == "repeated")
        elif value:
            enums[stack[-1][1]][int(value[1])] = True
        elif line == "}":
            stack.pop()
    assert not stack and "Trace" in messages, "not a schema"
    return messages, enums


MESSAGES, ENUMS = {}, {}


def varint(data, at):
    value = shift = 0
    while True:
        assert at < len(data) and shift < 70, "a number is cut"
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            assert value < 1 << 64, "a number has more than 64 bits"
            return value, at


def number(kind, value):
    if kind == "bool":
        assert value in (0, 1), "a bool that is neither true nor false"
        return bool(value)
    if kind == "uint32":
        assert value < 1 << 32, "more than 32 bits"
    if kind in ("int32", "int64"):
        value -= (1 << 64) if value >> 63 else 0
        assert kind == "int64" or -(1 << 31) <= value < 1 << 31, "more than 32 bits"
    assert kind not in ENUMS or value in ENUMS[kind], f"{kind} has no {value}"
    return value


def decode(name, data):
    """A message as {field: value}, or a list of values where the field is repeated."""
    known, found, at = MESSAGES[name], {}, 0
    while at < len(data):
        tag, at = varint(data, at)
        assert tag >> 3 in known, f"{name} has no field {tag >> 3}"
        field, kind, repeated = known[tag >> 3]
        wire = WIRE.get(kind, 0 if kind in ENUMS else 2)
        assert tag & 7 == wire, f"{name}.{field} is written as of another type"
        if wire == 0:
            value, at = varint(data, at)
            value = number(kind, value)
        elif wire == 1:
            assert at + 8 <= len(data), "a number is cut"
            value, at = int.from_bytes(data[at:at + 8], "little"), at + 8
        else:
            length, at = varint(data, at)
            assert at + length <= len(data), f"{name}.{field} is longer than what it lies in"
            value, at = data[at:at + length], at + length
            value = value.decode("utf-8") if kind == "string" else decode(kind, value)
        assert repeated or field not in found, f"{name}.{field} stands there twice"
        if repeated:
            found.setdefault(field, []).append(value)
        else:
            found[field] = value
    return found


class Reader:
    """What Perfetto knows after so many packets of a sequence."""

    def __init__(self):
        self.begun = False
        self.tracks, self.iids = {}, collections.defaultdict(dict)
        self.now, self.open = collections.Counter(), collections.Counter()
        self.flows, self.ended = {}, set()
        self.events = 0

    def intern(self, data):
        for kind, entries in data.items():
            for entry in entries:
                assert entry.get("iid"), f"an entry of {kind} has no iid"
                assert entry["iid"] not in self.iids[kind], f"an iid of {kind} is told twice"
                self.iids[kind][entry["iid"]] = entry

    def known(self, kind, iid):
        assert iid in self.iids[kind], f"{iid} of {kind} has not been told"

    def describe(self, track):
        uuid, parent = track.get("uuid"), track.get("parent_uuid")
        kinds = [kind for kind in ("process", "thread", "counter") if kind in track]
        assert uuid and uuid not in self.tracks, "a track has no number of its own"
        assert len(kinds) == 1, "a track is one of a process, a thread and a counter"
        assert parent is None or parent in self.tracks, "the track that it belongs to has not been described"
        if kinds[0] == "process":
            assert parent is None and track["process"].get("process_name"), "a process has no name, or belongs to another"
        else:
            assert "process" in self.tracks[parent], "it belongs to no process"
        if kinds[0] == "thread":
            thread = track["thread"]
            assert thread["pid"] == self.tracks[parent]["process"]["pid"], "a thread of another process"
            assert thread.get("thread_name"), "a thread has no name"
            assert all(t["thread"]["tid"] != thread["tid"] for t in self.tracks.values() if "thread" in t), "a tid twice"
        if kinds[0] == "counter":
            assert track.get("name"), "a counter has no name"
        self.tracks[uuid] = track

    def event(self, event, ns):
        uuid, kind = event["track_uuid"], event["type"]
        assert uuid in self.tracks, "an event on a track that has not been described"
        assert ns >= self.now[uuid], "time goes back on a track"
        self.now[uuid] = ns
        self.events += 1
        if kind == 4:
            assert "counter" in self.tracks[uuid] and event.keys() == {"track_uuid", "type", "counter_value"}, "no counter"
            assert event["counter_value"] >= 0, "a counter is negative"
            return
        assert "thread" in self.tracks[uuid] and kind in (1, 2) and "counter_value" not in event, "no slice"
        self.open[uuid] += 1 if kind == 1 else -1
        assert self.open[uuid] >= 0, "a slice ends that has not begun"
        if kind == 1:
            self.known("event_names", event["name_iid"])
            for iid in event["category_iids"]:
                self.known("event_categories", iid)
        if "source_location_iid" in event:
            self.known("source_locations", event["source_location_iid"])
        for note in event.get("debug_annotations", []):
            self.known("debug_annotation_names", note["name_iid"])
            assert len(note) == 2, "an annotation has a name and a value"
        self.flow(event, kind, uuid, ns)

    def flow(self, event, kind, uuid, ns):
        begin, end = event.get("flow_ids", []), event.get("terminating_flow_ids", [])
        assert not (begin or end) or kind == 1, "a flow at the end of a slice"
        for flow in end:
            assert flow in self.flows, "a flow ends that has not begun"
            at = self.flows.pop(flow)
            assert at <= ns, "a flow ends before it begins"
            self.ended.add(flow)
        for flow in begin:
            assert flow not in self.flows and flow not in self.ended, "a flow begins twice"
            assert self.open[uuid] > 0, "a flow begins in no open slice"
            self.flows[flow] = ns

    def packet(self, packet):
        flags = packet.get("sequence_flags", 0)
        assert packet["trusted_packet_sequence_id"] == 1, "a packet of another sequence"
        assert (flags & 1 != 0) == (not self.begun), "the state is cleared by the first packet, and by no other"
        assert packet.get("first_packet_on_sequence", False) == (not self.begun), "the first packet says that it is"
        self.begun = True
        self.intern(packet.get("interned_data", {}))
        assert not ("track_event" in packet and "track_descriptor" in packet), "a packet has one thing in it"
        if "track_descriptor" in packet:
            self.describe(packet["track_descriptor"])
        if "track_event" in packet:
            assert flags & 2, "a packet that uses what was told says so"
            self.event(packet["track_event"], packet["timestamp"])

    def end(self):
        assert not any(self.open.values()), "a slice has no end"
        assert self.events > 0, "there are no events"


def check(path):
    reader = Reader()
    for packet in decode("Trace", open(path, "rb").read())["packet"]:
        reader.packet(packet)
    reader.end()
    return reader


def main():
    global MESSAGES, ENUMS
    MESSAGES, ENUMS = read_schema(sys.argv[1])
    flows = counters = 0
    for path in sys.argv[2:]:
        try:
            reader = check(path)
        except (AssertionError, KeyError, UnicodeDecodeError) as wrong:
            sys.exit(f"{path}: {wrong!r}")
        flows += len(reader.ended)
        counters += sum("counter" in track for track in reader.tracks.values())
    print(f"{len(sys.argv) - 2} files, {flows} flows, {counters} counters")


main()
