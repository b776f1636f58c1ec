"""A small course of four families (a date, a number, a choice, pairs), and how such a course is built."""

from __future__ import annotations

from pathlib import Path

from grading.release import release

DATA = Path(__file__).parents[1] / "data" / "sample" / "course"

DATE = """\
vary:
  day: {from: 2026-01-20, to: 2026-12-20}
  first: {day: 2026-03-02}
---
kind: date
title: 定日期
points: 2
objectives: [1.1]
answer: "{{ day - timedelta(3) }}"
hint: 会议当日不算。
explain: 从会议日往回数。
wrong:
  - answer: "{{ day - timedelta(2) }}"
    why: 只早了两天。
  - answer: "{{ day }}"
    why: 会议当天才贴。
  - answer: "{{ day + timedelta(3) }}"
    why: 这是会后。
---
会议定在 {{ day | cn_date }}，最迟哪天贴告示？
"""
NUMBER = """\
vary:
  households: {from: {{ line }}, to: {{ line + 4000 }}, step: 10}
  place: {one_of: [清荷社区, 桂雨社区, 茶港社区]}
  let: {needed: households // 400}
  when: ["households % 400 != 0", "needed > 1"]
---
kind: number
title: 算人数
points: 2
objectives: [1.1]
unit: 人
answer: "{{ needed }}"
hint: 尾数不算。
explain: 每满 400 户算一人。
wrong:
  - answer: "{{ needed + 1 }}"
    why: 尾数也算进去了。
  - answer: "{{ needed - 1 }}"
    why: 少算了一档。
  - answer: "{{ households }}"
    why: 这是户数。
---
{{ place }}有 {{ households }} 户，配几人？
"""
CHOICES = """\
vary:
  cases: {draw: 4, of: pool}
  when: ["cases | selectattr('right') | list | length in (1, 2, 3)"]
  first: {cases: [1, 2, 5, 6]}
  members: 12
---
kind: choices
title: 选几个
points: 4
objectives: [1.1]
options: {{ cases | tojson }}
hint: 想一想谁看得见。
explain: 大家路过的地方都算。
---
告示贴在哪里？
"""
MATCH = """\
vary:
  cards: {draw: 3, of: [{item: 征求意见, to: 恳谈会, not: 协调会}, {item: 化解矛盾, to: 协调会, not: 恳谈会},
    {item: 考核工作, to: 评议会, not: 听证会}, {item: 论证项目, to: 听证会, not: 评议会},
    {item: 通报情况, to: 恳谈会, not: 听证会}]}
  members: 6
---
kind: match
title: 连一连
points: 3
objectives: [1.1]
items:
{% for card in cards %}
  {{ card.item }}: {{ card.to }}
{% endfor %}
distractors: [恳谈会, 协调会, 评议会, 听证会]
hint: 看名字。
explain: 名字就说明了用处。
wrong:
{% for card in cards %}
  - item: {{ card.item }}
    answer: {{ card.not }}
    why: 不是“{{ card.not }}”，再想想“{{ card.item }}”。
{% endfor %}
---
这三件事各开什么会？
"""
HEAD = """\
---
title: 样章
---

```{facts}
{% set line = 2400 %}
{% set pool = [
  {"text": "公开栏", "right": true, "why": "居民习惯看这里。"},
  {"text": "出入口", "right": true, "why": "进出都看得见。"},
  {"text": "楼道口", "right": true, "why": "回家都要经过。"},
  {"text": "办公室里", "why": "居民很少进来。"},
  {"text": "主任家门口", "why": "这不是公开的地方。"},
  {"text": "干部群里", "why": "居民不在群里。"},
  {"text": "抽屉里", "why": "谁也看不见。"},
] %}
```

## 一节
<!-- teaches: 1.1 -->

一段话。
"""
WHOLE = {"notice-date": DATE, "how-many": NUMBER, "which-ones": CHOICES, "pair-up": MATCH}


def course_of(folder, blocks, *, text="", **options):
    folder.mkdir(exist_ok=True)
    (folder / "objectives.csv").write_text(
        "id,chapter,kind,objective\n1.1,1,figure,会前公告\n", encoding="utf-8"
    )
    fenced = [f"\n```{{exercise}} {name}\n{body}```\n" for name, body in blocks.items()]
    (folder / "01-families.md").write_text(f"{HEAD}\n{text}" + "".join(fenced), encoding="utf-8")
    return release.build(folder, DATA, edition="source", **{"members": True, **options})
