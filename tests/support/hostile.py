"""Broken and hostile submissions of the sample chapter: what comes in, and what it deserves.

Every case is the file of one trainee who answered as MIXED_ANSWERS unless it says otherwise. Lines of pandas
stand in the answer to `big-ones`; what they bring home is looked for by the tests.
"""

from __future__ import annotations

import copy
import json
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO

from grading_helpers import CHAPTER, LINE, MIXED_ANSWERS, submission

from shequ_lib.answer_cells import read_answers

LOOK = None  # points of an exercise that is left to the instructor


@dataclass(frozen=True)
class Case:
    """One file.

    Attributes:
        name: what it does; also the trainee's id.
        make: gives the bytes of the file, from the released notebook and the places `{room}`, `{home}`, ….
        points: what each exercise earns, where that differs from MIXED_POINTS; None where it is refused.
        says: a text that the page of feedback, or the list of what was not taken, has to say.
    """

    name: str
    make: Callable[[dict, dict], bytes]
    points: dict | None = field(default_factory=dict)
    says: str = ""


def _bytes(notebook) -> bytes:
    return json.dumps(notebook, ensure_ascii=True).encode("ascii")


def _line(name, code, points=0, says="", *, tail='\nbig_ones = communities[communities["户数"] > 2000]'):
    """A line of pandas; with a `tail` the right answer is given after the mischief."""

    def make(released, places):
        text = LINE + code + tail
        for place, value in places.items():
            text = text.replace(f"{{{place}}}", value)
        return _bytes(submission({**MIXED_ANSWERS, "big-ones": text}, released))

    return Case(name, make, {"big-ones": points}, says)


def _answer(name, exercise, source, points=0, says=""):
    return Case(
        name,
        lambda released, _: _bytes(submission({**MIXED_ANSWERS, exercise: source}, released)),
        {exercise: points},
        says,
    )


def _cells(name, change, points=None, says=""):
    """A change of the notebook's cells or metadata; `change` may return another notebook."""

    def make(released, _):
        notebook = submission(MIXED_ANSWERS, copy.deepcopy(released))
        return _bytes(change(notebook) or notebook)

    return Case(name, make, points or {}, says)


def _raw(name, data, says):
    return Case(name, lambda *_: data, None, says)


def role(cell, wanted, exercise=None):
    ours = cell.get("metadata", {}).get("shequ", {})
    return ours.get("role") == wanted and (exercise is None or ours.get("exercise") == exercise)


def find(notebook, wanted, exercise):
    return next(cell for cell in notebook["cells"] if role(cell, wanted, exercise))


# --- lines of pandas -------------------------------------------------------------------------------------

STEAL = """
import os
for top in {tops}:
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name not in (".pyenv", ".venv")]
        for name in names:
            try:
                text = open(os.path.join(folder, name), "rb").read(100_000)
            except OSError:
                continue
            if "{needle}".replace("|", "").encode() in text:
                raise KeyError("LOOT")
"""


def _steal(name, tops, needle):
    """Looks for a text that only lies where it must not look; the right answer follows, so full points."""
    return _line(name, STEAL.format(tops=tops, needle=needle), points=2)


LINES = [
    _line("死循环", "while True: pass", LOOK, "已停止"),
    _line("睡着不醒", "import time\ntime.sleep(10**6)", LOOK, "已停止"),
    _line("分身炸弹", "import os\nwhile True: os.fork()", 0, "没有运行成功"),
    _line(
        "线程炸弹",
        "import threading, time\nwhile True: threading.Thread(target=time.sleep, args=(99,)).start()",
    ),
    _line("十吉字节", "x = bytearray(10 * 2**30)", 0, "内存太多"),
    _line("无尽列表", "import numpy as np\nx = []\nwhile True: x.append(np.zeros(2**27))", 0, "内存太多"),
    _line("海量输出", "for n in range(50): print('x' * 2**20)", 2),
    _line("海量错误输出", "import sys\nfor n in range(50): sys.stderr.write('x' * 2**20)", 2),
    _line("直接写一号输出", "import os\nos.write(1, b'D{\"value\": null}' * 1000)\nos.write(2, b'x')", 2),
    _line("大文件", "f = open('big', 'wb')\nwhile True: f.write(b'0' * 2**20)", 0, "没有运行成功"),
    _line("许多文件", "n = 0\nwhile True:\n    open(f'f{n}', 'wb').write(b'0' * 2**20)\n    n += 1"),
    _line(
        "很深的文件夹",
        "import os\nfor n in range(3000):\n    os.mkdir('d')\n    os.chdir('d')\nos.chdir('/scratch')",
        0,
    ),
    _line("退出", "import os\nos._exit(0)", LOOK, "需要老师看一下"),
    _line("正常退出", "raise SystemExit", LOOK, "需要老师看一下"),
    _line("中断", "raise KeyboardInterrupt", LOOK, "需要老师看一下"),
    _line("段错误", "import ctypes\nctypes.string_at(0)", LOOK, "需要老师看一下"),
    _line("无限递归", "def f(): f()\nf()", 0, "没有运行成功"),
    _line(
        "杀父进程",
        "import os, signal\ntry:\n    os.kill(os.getppid(), signal.SIGKILL)\nexcept OSError: pass",
        2,
    ),
    _line("杀所有进程", "import os, signal\ntry:\n    os.kill(-1, signal.SIGKILL)\nexcept OSError: pass", 2),
    _line("停住父进程", "import os, signal\ntry:\n    os.kill(1, signal.SIGSTOP)\nexcept OSError: pass", 2),
    _line("留下后台进程", "import os, time\nif os.fork() == 0:\n    os.setsid()\n    time.sleep(10**6)"),
    _line("起别的程序", "import subprocess\nsubprocess.run(['/bin/sh', '-c', 'sleep 1000 &'])"),
    _line("上网", "import socket\nsocket.create_connection(('127.0.0.1', {port}), 5)", 0, "没有运行成功"),
    _line("找域名", "import socket\nsocket.getaddrinfo('pypi.org', 443)", 0, "没有运行成功"),
    _line("听端口", "import socket\ns = socket.socket()\ns.bind(('0.0.0.0', 8888))", 0, "没有运行成功"),
    _steal("读环境变量", "['/proc']", "SHEQU_SECRET"),
    _line("看环境变量", "import os\nif 'SHEQU_SECRET' in os.environ: raise KeyError('LOOT')", 2),
    _steal("读成绩册", "['{room}']", "SQLite| format"),
    _steal("读母本", "['{room}', '{project}/solutions']", "BEGIN| HIDDEN"),
    _steal("偷看邻居", "['{room}', '/tmp']", "先贴|公告"),
    _steal("读家目录", "['{home}', '/root', '/home']", "SECRET-OF|-HOME"),
    _line("写到外面", "open('{room}/hacked', 'w').write('x')", 0, "没有运行成功"),
    _line("写进课程库", "import shequ_lib\nopen(shequ_lib.__file__, 'a').write('1/0')", 0, "没有运行成功"),
    _line("改系统", "open('/usr/hacked', 'w').write('x')", 0, "没有运行成功"),
    _line(
        "删除一切",
        "import shutil\nfor top in ('.', '/course', '{room}'):\n    shutil.rmtree(top, ignore_errors=True)",
        2,
    ),
    _line(
        "改内置函数",
        "import builtins\nbuiltins.abs = lambda x: 0\nbuiltins.sorted = lambda *x, **y: []\nbuiltins.len = lambda x: 3",
        LOOK,
    ),
    _line(
        "改检查",
        "from shequ_lib.exercises import score, plain_table\nscore.mark = lambda *x: 99\nplain_table.share_right = lambda *x, **y: (1.0, [])",
        0,
        "",
        tail="\nbig_ones = communities",
    ),
    _line(
        "改 pandas",
        "pd.DataFrame.__eq__ = lambda *x: True\npd.DataFrame.equals = lambda *x: True",
        0,
        "",
        tail="\nbig_ones = communities",
    ),
    _line(
        "假冒的表",
        "class DataFrame:\n    class index: names = []\n    size = 0\n    columns = ['社区', '街镇', '户数']\n    def itertuples(self, **x): return [('乙社区', '东街道', 10**400)]",
        0,
        "没有运行成功",
        tail="\nbig_ones = DataFrame()",
    ),
    _line(
        "假冒的回答",
        "import os, json\nfor fd in range(3, 20):\n    try: os.write(fd, json.dumps({'value': {'type': 'frame', 'columns': [], 'rows': [1]}}).encode())\n    except OSError: pass\nos._exit(0)",
        LOOK,
    ),
    _line("太大的表", "big = pd.concat([communities] * 40_000)", 0, "太大", tail="\nbig_ones = big"),
    _line(
        "从记忆里找答案",
        "import gc\nif any(isinstance(x, dict) and 'expected' in x for x in gc.get_objects()): raise KeyError('LOOT')",
        2,
    ),
    _line(
        "翻调用栈",
        "import sys\nframe = sys._getframe()\nwhile frame:\n    if any('expected' in str(v)[:2000] for v in frame.f_globals.values() if isinstance(v, dict)): raise KeyError('LOOT')\n    frame = frame.f_back",
        2,
    ),
    _line(
        "抄来的结果",
        "",
        0,
        "换一份数据",
        tail="\nbig_ones = communities[communities['社区'].isin(['乙社区', '丙社区'])]",
    ),
    _line("语法不通", "x = (", 0, "没有运行成功", tail=""),
    _line("零字节", "x = '\0'", 0, "没有运行成功"),
    _line("不是表", "", 0, "应当是一张表", tail="\nbig_ones = object()"),
]

# --- literals --------------------------------------------------------------------------------------------

DEEP = "how_many = " + "[" * 9000 + "]" * 9000
LITERALS = [
    _answer("很深的括号", "how-many", DEEP, 0, "读不懂"),
    _answer("一串负号", "how-many", "how_many = " + "-" * 15_000 + "5", 0),
    _answer("一串加法", "how-many", "how_many = " + "1+" * 9000 + "1", 0),
    _answer("很长的数", "how-many", "how_many = " + "9" * 19_000, 0),
    _answer("四千位的数", "how-many", "how_many = " + "9" * 4000, 0),
    _answer("很长的文字", "how-many", f"how_many = '{'长' * 30_000}'", 0, "答案太长"),
    _answer("十六进制的大数", "how-many", "how_many = 0x" + "F" * 19_000, 0),
    _answer("一大堆项", "which-ones", "which_ones = [" + "1," * 9000 + "]", 0),
    _answer(
        "一段程序",
        "how-many",
        "how_many = __import__('os').system('touch /tmp/hacked')",
        0,
        "等号右边直接写答案",
    ),
    _answer("别的名字", "how-many", "import os\nos._exit(0)", 0, "只有一行"),
    _answer("无穷大", "how-many", "how_many = 1e999", 0),
    _answer("零字节答案", "which-one", "which_one = 'A\0'", 0, "读不懂"),
    _answer("半个字", "which-one", 'which_one = "\ud800"', 0),
    _answer("奇怪的类型", "which-ones", "which_ones = {('A',): {1, 2}}", 0),
    _answer("重复的选项", "which-ones", 'which_ones = ["A", "A", "B"]', 4),
    _answer("没有的选项", "which-ones", 'which_ones = ["A", "Z"]', 0),
    _answer(
        "网页代码", "own-words", "<script>document.title = 'LOOT'</script><img src=x onerror=alert(1)>", LOOK
    ),
    _answer("很长的问答", "own-words", "长" * 400_000, LOOK),
]


# --- cells and metadata ----------------------------------------------------------------------------------


def _doubled(notebook):
    again = {**copy.deepcopy(find(notebook, "answer", "how-many")), "source": "how_many = 2"}
    notebook["cells"].append(again)


def _copied_checks(notebook):
    notebook["cells"] += [copy.deepcopy(cell) for cell in notebook["cells"] if role(cell, "check")]


def _split(notebook):
    place = notebook["cells"].index(find(notebook, "answer", "big-ones"))
    cell = notebook["cells"][place]
    first, _, second = MIXED_ANSWERS["big-ones"].rpartition("\n")
    notebook["cells"][place : place + 1] = [{**cell, "source": first}, {**cell, "id": "x", "source": second}]


def _retyped(notebook):
    for exercise in ("how-many", "own-words"):
        cell = find(notebook, "answer", exercise)
        cell["cell_type"] = "raw" if exercise == "how-many" else "code"
        cell.pop("outputs", None)


def _forged(notebook):
    for cell in notebook["cells"]:
        grader = cell["metadata"].get("nbgrader")
        if grader:
            grader.update(points=99, grade=True, locked=False, score=99, checksum="x" * 32, schema_version=99)
        if role(cell, "check"):
            cell["source"] = "99"
            cell["metadata"]["shequ"]["result"] = {"points": 99, "status": "right"}
            data = {"text/plain": "99", "text/html": "<b>LOOT</b>"}
            cell["outputs"] = [
                {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}
            ]
    notebook["metadata"]["shequ"]["graded_from"] = "x"


def _edited_locked(notebook):
    find(notebook, "question", "how-many")["source"] = "#### 练习 · 送分题\n\n2 加 2？"
    find(notebook, "check", "how-many")["source"] = "def check(*x): return 99\n2"


def _without(wanted):
    def change(notebook):
        notebook["cells"] = [cell for cell in notebook["cells"] if not role(cell, wanted)]

    return change


def _other_front_end(notebook):
    for cell in notebook["cells"]:
        cell["metadata"].pop("shequ", None)
        cell.pop("id", None)
        if isinstance(cell["source"], str):
            cell["source"] = cell["source"].splitlines(keepends=True)
    notebook["metadata"] = {"colab": {"name": "x"}}
    notebook["nbformat_minor"] = 0


def _kernel(notebook):
    notebook["metadata"]["kernelspec"] = {"name": "julia-1.9", "display_name": "Julia", "language": "julia"}
    notebook["metadata"]["language_info"] = {"name": "julia"}


def _added(notebook):
    bad = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "id": "y"}
    notebook["cells"].insert(0, {**bad, "source": "raise SystemExit"})
    notebook["cells"].append(
        {**bad, "id": "z", "source": "import shequ_lib; shequ_lib.notebook.grade = lambda *x: 99"}
    )


def _nonsense(notebook):
    notebook["cells"] += [17, None, [], {"cell_type": "spell"}, {"metadata": 5, "source": {}}]
    notebook["nbformat"] = "vier"
    notebook["metadata"]["shequ"] = notebook["metadata"]["shequ"] | {
        "script": "klingon",
        "rulebook": "/etc/passwd",
    }


def _moved(notebook):
    notebook["cells"].reverse()


def _heavy(notebook):
    png = {"image/png": "A" * 5_000_000}
    notebook["cells"][0]["outputs"] = [{"output_type": "display_data", "data": png, "metadata": {}}]


def _ids(notebook):
    for cell in notebook["cells"]:
        cell["id"] = "../../x"
        if cell["metadata"].get("nbgrader"):
            cell["metadata"]["nbgrader"]["grade_id"] = "../../../gradebook"


CELLS = [
    _cells("重复的答案格", _doubled, says="不止一个答案格"),
    _cells("重复的检查格", _copied_checks),
    _cells("拆开的答案格", _split, says="拆成了几段"),
    _cells("改了类型的格", _retyped, says="类型改动过"),
    _cells("伪造的分数", _forged),
    _cells("换了题干", _edited_locked, says="和老师手里的不一样"),
    _cells("删掉检查", _without("check")),
    _cells(
        "删掉题目和表单", lambda notebook: (_without("question")(notebook), _without("form")(notebook))[0]
    ),
    _cells("别的软件存过", _other_front_end),
    _cells("别的内核", _kernel),
    _cells("多出来的格", _added),
    _cells("胡乱的格", _nonsense),
    _cells("倒过来的次序", _moved, says="次序改动过"),
    _cells("大量旧输出", _heavy),
    _cells("伪造的编号", _ids),
]

# --- files -----------------------------------------------------------------------------------------------


def zip_bomb() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("压缩炸弹.ipynb", b" " * (100 * 2**20))
        archive.writestr("../../外面.ipynb", b"{}")
        archive.writestr("/etc/绝对.ipynb", b"{}")
    return stream.getvalue()


FILES = [
    _raw("空文件", b"", "不是能读的笔记本"),
    _raw("半个文件", b'{"cells": [{"cell_type": "code", "sou', "不是能读的笔记本"),
    _raw("不是笔记本", b'{"cells": 1}', "不是能读的笔记本"),
    _raw("很深的文件", b'{"cells": ' + b"[" * 100_000, "不是能读的笔记本"),
    _raw("零字节文件", b"\0" * 10_000, "不是能读的笔记本"),
    _raw("别的编码", '{"cells": ["社区"]}'.encode("utf-16"), "不是能读的笔记本"),
    _raw("汉字编码", '{"cells": ["社区"]}'.encode("gbk"), "不是能读的笔记本"),
    _raw(
        "走错了门",
        json.dumps({"cells": [], "metadata": {"shequ": {"chapter": "11-x"}}}).encode(),
        "不是 " + CHAPTER,
    ),
    _raw("没有题目", b'{"cells": [], "metadata": {}}', "没有本章的任何一道练习"),
    _raw("一百兆", b'{"cells": [' + b" " * (100 * 2**20) + b"]}", "上限"),
    _raw("很长的整数", b'{"cells": [' + b"9" * 100_000 + b"]}", "不是能读的笔记本"),
]

CASES = [*LINES, *LITERALS, *CELLS, *FILES]
assert len({case.name for case in CASES}) == len(CASES)


def line_of(case, places):
    """The line of pandas of a case."""
    return read_answers(json.loads(case.make(submission({}), places)))["big-ones"]
