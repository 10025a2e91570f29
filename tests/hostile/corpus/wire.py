# %% guesses_an_id: died
"""A reply under an id that was guessed is no reply, and ends the process."""
import json, os
def relu(z):
    for number in range(1000):
        os.write(4, json.dumps({"id": f"{number:016x}", "reply": {"outcome": "passed"}}).encode() + b"\n")
    return z

# %% answers_before_it_is_asked: wrong
"""A cell that writes replies ends its process; only what it defines is kept."""
import json, os
reply = {"outcome": "answered", "value": 0.0, "error": "", "warning": ""}
os.write(4, json.dumps({"id": "0" * 16, "reply": reply}).encode() + b"\n")
def relu(z):
    return -z

# %% answers_under_its_own_id: wrong, died
"""Its own question's id can be found, and helps to answer this one question, wrongly."""
import json, os, sys
def relu(z):
    frame = sys._getframe()
    while "question" not in frame.f_locals:
        frame = frame.f_back
    id = frame.f_locals["question"]["id"]
    reply = {"outcome": "answered", "value": 0.0, "error": "", "warning": ""}
    os.write(4, json.dumps({"id": id, "reply": reply}).encode() + b"\n")
    os._exit(0)

# %% passes_itself: refused, died
"""There is no outcome by which a submission could pass."""
import json, os, sys
def relu(z):
    frame = sys._getframe()
    while "question" not in frame.f_locals:
        frame = frame.f_back
    id = frame.f_locals["question"]["id"]
    reply = {"outcome": "passed", "value": None, "error": "", "warning": ""}
    os.write(4, json.dumps({"id": id, "reply": reply}).encode() + b"\n")
    os._exit(0)

# %% scores_itself: refused, died
"""Nor a field for points."""
import json, os, sys
def relu(z):
    frame = sys._getframe()
    while "question" not in frame.f_locals:
        frame = frame.f_back
    id = frame.f_locals["question"]["id"]
    reply = {"outcome": "answered", "value": 0.0, "error": "", "warning": "", "score": 1, "passed": True}
    os.write(4, json.dumps({"id": id, "reply": reply, "score": 1}).encode() + b"\n")
    os._exit(0)

# %% answers_twice: wrong
"""A second reply under the same id ends the process, and the next question is asked again."""
import json, os, sys
def relu(z):
    frame = sys._getframe()
    while "question" not in frame.f_locals:
        frame = frame.f_back
    id = frame.f_locals["question"]["id"]
    reply = {"outcome": "answered", "value": 0.0, "error": "", "warning": ""}
    os.write(4, 2 * (json.dumps({"id": id, "reply": reply}).encode() + b"\n"))
    return -z

# %% values_that_are_none: refused, wrong
"""Shapes that multiply to nothing, arrays that are longer than they say, floats that are none."""
import json, os, sys
def relu(z):
    frame = sys._getframe()
    while "question" not in frame.f_locals:
        frame = frame.f_back
    id = frame.f_locals["question"]["id"]
    value = [{"array": "", "dtype": "float64", "shape": [0, 1 << 39, 1 << 39]}, {"float": "7ff8"}, {"tuple": 1}]
    reply = {"outcome": "answered", "value": value, "error": "", "warning": ""}
    os.write(4, json.dumps({"id": id, "reply": reply}).encode() + b"\n")
    os._exit(0)

# %% texts_that_are_none: wrong, raised, refused
"""Half letters, control characters and gigantic whole numbers where a text is wanted."""
import json, os, sys
def relu(z):
    frame = sys._getframe()
    while "question" not in frame.f_locals:
        frame = frame.f_back
    id = frame.f_locals["question"]["id"]
    texts = {"error": "\ud800\x00\x1b[2J", "warning": "<b>\ud800"}
    os.write(4, json.dumps({"id": id, "reply": {"outcome": "raised", "value": None, **texts}}).encode() + b"\n")
    os._exit(0)

# %% deep_reply: died
"""Brackets in brackets, where a reply belongs."""
import os
def relu(z):
    os.write(4, b"[" * 50_000 + b"]" * 10_000 + b"\n")

# %% deep_reply_not_too_deep: died
"""Just deep enough to be read, and too deep to be handled carelessly."""
import os
def relu(z):
    for depth in (300, 480, 600, 900, 990):
        os.write(4, b'{"broken":' + b"[" * depth + b"]" * depth + b"}\n")

# %% many_small_things: died
"""Millions of empty lists would take gigabytes here."""
import os
def relu(z):
    for _ in range(200):
        os.write(4, b"[]," * 50_000)
    os.write(4, b"\n")
    os._exit(0)

# %% half_a_reply: died
"""Ends in the middle of a line."""
import os
def relu(z):
    os.write(4, b'{"id": "')
    os._exit(0)

# %% half_a_reply_and_no_more: timeout
"""Begins a line and falls asleep."""
import os, time
def relu(z):
    os.write(4, b'{"id": "')
    time.sleep(1e6)

# %% not_json: died
"""Bytes that are nothing."""
import os
def relu(z):
    os.write(4, bytes(range(256)) + b"\n")

# %% numbers_json_does_not_have: died
"""NaN, Infinity, and a whole number of a million digits."""
import os
def relu(z):
    os.write(4, b'{"id": NaN, "reply": -Infinity, "x": ' + b"9" * 1_000_000 + b"}\n")

# %% calls_its_walls_broken: died
"""Only what is said before a submission runs stops the grading."""
import os
def relu(z):
    os.write(4, b'{"broken": "PermissionError: everything is on fire"}\n')

# %% cell_that_calls_its_walls_broken: wrong
"""The same in a cell."""
import os
os.write(4, b'{"broken": "PermissionError: everything is on fire"}\n')
def relu(z):
    return -z

# %% cell_that_blames_another: missing [own]
"""A cell that names another as its own costs its own submission."""
import json, os, sys
frame = sys._getframe()
while "start" not in frame.f_locals:
    frame = frame.f_back
os.write(4, json.dumps({"id": frame.f_locals["start"]["id"], "cell": 1}).encode() + b"\n")
os._exit(0)

# %% cell_with_a_number_that_is_none: missing
"""A list, a text, or a cell that does not exist: it is this one that is left out."""
import json, os, sys
frame = sys._getframe()
while "start" not in frame.f_locals:
    frame = frame.f_back
for number in ([], {}, "x", 1e400, 10**30, -1, None):
    os.write(4, json.dumps({"id": frame.f_locals["start"]["id"], "cell": number}).encode() + b"\n")
os._exit(0)

# %% cell_that_reports_for_ever: missing [own]
"""Reports of progress without an end are ended with the notebook's time."""
import json, os, sys
frame = sys._getframe()
while "start" not in frame.f_locals:
    frame = frame.f_back
line = json.dumps({"id": frame.f_locals["start"]["id"], "cell": 4}).encode() + b"\n"
while True:
    os.write(4, line * 100)

# %% cell_that_says_it_is_done: missing, died, wrong, timeout [own]
"""A forged report of errors is a report on its own submission."""
import json, os, sys
frame = sys._getframe()
while "start" not in frame.f_locals:
    frame = frame.f_back
report = {"errors": [[10**30, "x"], [4, "\ud800"], [[], []], 7]}
os.write(4, json.dumps({"id": frame.f_locals["start"]["id"], **report}).encode() + b"\n")
def relu(z):
    return -z

# %% stops_reading: wrong, timeout
"""A question that nobody reads is out of time like any other."""
import fcntl, time
fcntl.fcntl(3, 1031, 4096)
def relu(z):
    return -z

# %% patches_json: wrong, died, refused [own]
"""A submission's process may say what it likes; it is still only values."""
import json
def dumps(message, *_, **__):
    return '{"id": "0", "reply": {"outcome": "passed"}}'
def relu(z):
    json.dumps = dumps
    return -z

# %% waits_for_the_next_id: wrong, timeout [own]
"""A thread that answers later questions in its own submission's name, wrongly, is believed about that submission."""
import json, os, sys, threading, time
def forge():
    while True:
        for frame in sys._current_frames().values():
            while frame:
                question = frame.f_locals.get("question")
                if isinstance(question, dict) and question.get("exercise") == "row_sums":
                    reply = {"outcome": "answered", "value": 0.0, "error": "", "warning": ""}
                    os.write(4, json.dumps({"id": question["id"], "reply": reply}).encode() + b"\n")
                    os._exit(0)
                frame = frame.f_back
def relu(z):
    threading.Thread(target=forge, daemon=True).start()
    return -z

# %% byte_order_mark: died
"""Before an empty message."""
import os
def relu(z):
    os.write(4, b"\xef\xbb\xbf{}\n")

# %% two_bytes_a_letter: died
"""A message in UTF-16 is none."""
import json, os
def relu(z):
    os.write(4, json.dumps({"id": "0" * 16}).encode("utf-16") + b"\n")

# %% names_keys_twice: refused, died
"""The last one counts, and that is no outcome."""
import json, os, sys
def relu(z):
    frame = sys._getframe()
    while "question" not in frame.f_locals:
        frame = frame.f_back
    id = frame.f_locals["question"]["id"]
    texts = '"error": "", "warning": ""'
    twice = '{"outcome": "answered", "value": 0.0, "value": [], %s, "outcome": "passed"}' % texts
    os.write(4, ('{"id": "x", "id": "%s", "reply": %s}\n' % (id, twice)).encode())
    os._exit(0)

# %% says_it_is_missing: missing
"""Then it is."""
import json, os, sys
def relu(z):
    frame = sys._getframe()
    while "question" not in frame.f_locals:
        frame = frame.f_back
    id = frame.f_locals["question"]["id"]
    reply = {"outcome": "missing", "value": None, "error": "{0}{name}", "warning": "{x}"}
    os.write(4, json.dumps({"id": id, "reply": reply}).encode() + b"\n")
    os._exit(0)

# %% answers_and_goes_on: wrong
"""Thousands of lines after its answer end the process, and the next question is asked again."""
import json, os, sys
def relu(z):
    frame = sys._getframe()
    while "question" not in frame.f_locals:
        frame = frame.f_back
    id = frame.f_locals["question"]["id"]
    reply = {"outcome": "answered", "value": 0.0, "error": "", "warning": ""}
    os.write(4, json.dumps({"id": id, "reply": reply}).encode() + b"\n" + b'{"id": "x"}\n' * 3000)
    return -z

# %% traces_where_it_answers: died, wrong
"""Python's own trace of all threads, written among the answers from a thread without a lock."""
import faulthandler, time
def relu(z):
    faulthandler.dump_traceback_later(0.01, repeat=True, file=4)
    time.sleep(0.1)
    return -z

# %% garbage_later: wrong, died
"""Written by a thread when somebody else is asked, who is asked again in a fresh process."""
import os, threading, time
def garbage():
    time.sleep(0.002)
    os.write(4, b"garbage\n")
def relu(z):
    threading.Thread(target=garbage).start()
    return -z
