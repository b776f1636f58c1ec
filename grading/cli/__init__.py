"""The `shequ` command: study, release, teach, hand-out, grade, report, sample-class, site, new, preview."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path
from typing import TextIO, TypeAlias

from grading.cli import author, command_line, quick_imports, shared_options, streams, unexpected
from grading.cli.command_line import Parser, percentage, port, positive, whole_number
from grading.common.shown import LINE, shown
from grading.common.trouble import cannot
from grading.gradebook import due_date
from shequ_lib.errors import ShequError

ROOT = Path(__file__).parents[2]
ALL_CHAPTERS = ("all", "全部")
Command = Callable[[argparse.Namespace], int]
Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; problems are one line on standard error, never a traceback."""
    quick_imports.skip_iri_grammar()
    with streams.usable() as (output, errors):
        status, line = _run(arguments)
        output.flush()
        if output.broken and not line:
            status, line = status or 1, "事情做完了，但结果没有显示完：输出的地方写不进去，或者没有程序在读。"
        if line:
            errors.write(f"{line}\n")
            errors.flush()
        if line and errors.broken:
            output.write(f"{line}\n")
        return status


def _run(arguments: Sequence[str] | None) -> tuple[int, str]:
    """Run one command; return its exit status and, where it failed, what to say."""
    folders: list[Path | None] = []  # where details of a failure may go
    try:
        with command_line.chinese():
            options = _parser().parse_args(arguments)
        folders += [getattr(options, "classroom", None), getattr(options, "folder", None), Path()]
        command: Command = options.command
        return command(options), ""
    except ShequError as error:
        # Only faults in masters, which are the author's own, come in several lines.
        lines = str(error).split("\n") if hasattr(error, "faults") else [str(error)]
        return 1, "\n".join(shown(line, LINE) for line in lines)
    except OSError as error:
        return 1, shown(cannot(error), LINE)
    except MemoryError:
        return 1, "内存不够，没有做完。请关掉别的程序，再运行一次就接着做（批改可以加上 --jobs 1）。"
    except KeyboardInterrupt:
        return 130, "已停止。做完的都保留着，再运行一次就接着做。"
    except Exception as error:
        if isinstance(error, UnicodeEncodeError) and sys.getfilesystemencoding() != "utf-8":
            return 1, "这里的文字编码写不出中文的文件名。请先设置环境变量 PYTHONUTF8=1，再运行一次。"
        return 1, unexpected.line(error, arguments, folders)


def _say(lines: Iterable[str], stream: TextIO | None = None) -> None:
    """Print lines, each as one that a terminal only shows, whatever of somebody else's stands in it."""
    for line in lines:
        print(shown(line, LINE), file=stream)


def _parser() -> Parser:
    parser = Parser(
        prog="shequ", description="社区建设基础知识：学习、发布、教学、批改", example="shequ study"
    )
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=Parser)
    _add_study(commands)
    _add_release(commands)
    _add_teach(commands)
    _add_hand_out(commands)
    _add_grade(commands)
    _add_report(commands)
    _add_sample(commands)
    _add_site(commands)
    author.add(commands)
    return parser


def _add_study(commands: Commands) -> None:
    study = commands.add_parser("study", help="打开课程学习", example="shequ study")
    study.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="文件夹",
        default=Path("study"),
        help="自己的课程文件夹（默认 study）",
    )
    study.add_argument(
        "--edition",
        choices=("class", "self-study"),
        default="class",
        help="class 班级版，self-study 自学版（当场讲评）",
    )
    shared_options.add_lab(study)
    study.set_defaults(command=_study)


def _add_release(commands: Commands) -> None:
    release = commands.add_parser("release", help="由母本生成课程（课程作者用）")
    release.add_argument("--check", action="store_true", help="只检查 course/ 是否与母本一致")
    shared_options.add_rulebook(release)
    release.add_argument("--edition", choices=("class", "self-study", "source"), default="class", help="版本")
    shared_options.add_solutions(release)
    release.add_argument("--output", type=Path, metavar="文件夹", help="课程文件夹（默认 course）")
    shared_options.add_script(release)
    release.add_argument(
        "--chapter", default="", metavar="章", help="只检查、只生成一章，如 06（编写时用，快得多）"
    )
    release.add_argument("--partial", action="store_true", help="只有一部分章也可以生成（编写时用）")
    release.add_argument("--overwrite", action="store_true", help="繁体版可以写进已有简体课程的文件夹")
    release.add_argument("--coverage", action="store_true", help="只列出每个学习目标在哪里讲、用哪些练习练")
    release.add_argument("--items", action="store_true", help="只列出各章已知有毛病的题目，按规则计数")
    release.set_defaults(command=_release)


def _add_teach(commands: Commands) -> None:
    teach = commands.add_parser("teach", help="准备班级文件夹，打开评分页面（老师用）", example="shequ teach")
    teach.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="文件夹",
        default=Path("classroom"),
        help="班级文件夹（默认 classroom）",
    )
    shared_options.add_rulebook(teach)
    shared_options.add_script(teach)
    shared_options.add_lab(teach)
    shared_options.add_no_wait(teach)
    teach.set_defaults(command=_teach)


def _add_hand_out(commands: Commands) -> None:
    hand_out = commands.add_parser(
        "hand-out",
        help="发各人各卷：每人的数字、日期、案例都不一样（老师用）",
        example="shequ hand-out 06 --roster 花名册.xlsx",
    )
    hand_out.add_argument("chapter", metavar="章", help="哪一章，如 06、6 或 第六章；all 是全部")
    hand_out.add_argument(
        "--roster",
        type=Path,
        metavar="文件",
        help="花名册（.xlsx、.xls、.ods 或 .csv，有学号或姓名的列）；给过一次，以后可以不写",
    )
    shared_options.add_classroom(hand_out)
    shared_options.add_no_wait(hand_out)
    hand_out.set_defaults(command=_hand_out)


def _add_grade(commands: Commands) -> None:
    grade = commands.add_parser(
        "grade",
        help="收作业、批改、写成绩表和反馈（老师用）",
        example="shequ grade 06 作业.zip --roster 花名册.xlsx",
    )
    grade.add_argument(
        "chapter",
        nargs="?",
        default="",
        metavar="章",
        help="哪一章，如 06、6 或 第六章；all 是全部，各章自己分开",
    )
    grade.add_argument(
        "paths",
        nargs="*",
        default=[],  # else argparse thinks it is required
        type=Path,
        metavar="作业",
        help="作业所在的文件夹、压缩包或文件；不写就重新批改已收的",
    )
    grade.add_argument(
        "--roster",
        type=Path,
        metavar="文件",
        help="花名册（.xlsx、.xls、.ods 或 .csv，有学号或姓名的列）",
    )
    grade.add_argument(
        "--due",
        type=_due,
        metavar="时间",
        help="截止时间，如 2026-12-31 或 2026-12-31T18:00（北京时间），以后一直有效；写“无”就取消",
    )
    grade.add_argument(
        "--extend",
        type=_extension,
        action="append",
        default=[],
        metavar="编号=时间",
        help="给一个人延期，如 1005=2026-12-31，也可以写姓名；可以写几次；1005= 就取消",
    )
    grade.add_argument(
        "--excuse",
        type=_excuse,
        action="append",
        default=[],
        metavar="编号",
        help="这个人免交这一章，如 1005，也可以写姓名；不算未交，不计入平均；可以写几次；1005= 就取消",
    )
    grade.add_argument(
        "--late-as-dated",
        action="store_true",
        help="全班的文件时间都在截止以后、又差不多一样时，也按文件上的时间算迟交（不写就都不算）",
    )
    grade.add_argument(
        "--zone", type=_zone, metavar="时区", help="不用北京时间时写，如 Asia/Urumqi 或 +06:00，以后一直有效"
    )
    grade.add_argument("--jobs", type=positive, metavar="数", help="同时批改几份（默认按电脑的核数）")
    grade.add_argument("--scheduler", default="", metavar="地址", help="用 Dask 集群批改，如 tcp://主机:8786")
    grade.add_argument(
        "--allow-unsandboxed", action="store_true", help="没有隔离也运行学员写的程序（不安全，请慎用）"
    )
    grade.add_argument(
        "--count-self-study",
        action="store_true",
        help="自学网站的作业（.json）也计分。网站上人人看得到答案，不写就只算练习；"
        "每次收作业时写，收下时怎样算，以后就一直怎样算",
    )
    shared_options.add_classroom(grade)
    grade.add_argument(
        "--also", action="append", default=[], metavar="题=答案", help="这道题另一种答案也算对，如 6-3=B"
    )
    grade.add_argument(
        "--gift", action="append", default=[], metavar="题", help="这道题送分：交了作业的都得满分，如 6-3"
    )
    grade.add_argument(
        "--void", action="append", default=[], metavar="题", help="这道题作废：谁都不计分，满分里也不算"
    )
    grade.add_argument(
        "--undo", action="store_true", help="撤销最近一次批改，回到那以前；再写一次就再退一次（留最近十次）"
    )
    grade.add_argument("--yes", action="store_true", help="撤销时，那以后老师评的分会丢掉也照做")
    shared_options.add_no_wait(grade)
    grade.set_defaults(command=_grade, misused=grade.error)  # --undo alone needs no chapter


def _add_site(commands: Commands) -> None:
    site = commands.add_parser(
        "site", help="生成自学网站：打开浏览器就能学，什么都不用装", example="shequ site --serve"
    )
    site.add_argument(
        "--output", type=Path, metavar="文件夹", default=Path("site"), help="网站文件夹（默认 site）"
    )
    site.add_argument("--serve", action="store_true", help="在这台电脑上打开网站（没有就先生成）")
    site.add_argument("--port", type=port, metavar="数", default=8000, help="网页端口（默认 8000）")
    site.add_argument("--base", metavar="路径", default="/", help="网址里的路径，如 /study/（默认 /）")
    shared_options.add_rulebook(site)
    shared_options.add_script(site)
    site.add_argument("--pyodide", type=Path, metavar="文件夹", help="内网里已有的 Pyodide 官方发行包")
    site.add_argument("--fetch", action="store_true", help="只下载要用的组件；以后生成网站就不用上网")
    site.set_defaults(command=_site)


def _add_report(commands: Commands) -> None:
    report = commands.add_parser(
        "report", help="写班级报告：成绩、目标、逐题分析、雷同（老师用）", example="shequ report 06"
    )
    report.add_argument(
        "chapters",
        nargs="*",
        default=[],
        metavar="章",
        help="章的名称，如 06，可以写几个；不写就是批改过的全部",
    )
    shared_options.add_classroom(report)
    report.add_argument(
        "--roster", type=Path, metavar="文件", help="花名册（.xlsx、.xls、.ods 或 .csv）；没有交的人也会列出"
    )
    report.add_argument(
        "--output", type=Path, metavar="文件夹", help="报告放在哪里（默认班级文件夹里的 results）"
    )
    report.add_argument(
        "--mastery",
        type=percentage,
        default=60,
        metavar="百分数",
        help="全班平均到多少算掌握一个目标（默认 60）",
    )
    shared_options.add_no_wait(report)
    report.set_defaults(command=_report)


def _add_sample(commands: Commands) -> None:
    sample = commands.add_parser(
        "sample-class", help="做一个模拟班级，先练一遍批改和报告（老师用）", example="shequ sample-class 30"
    )
    sample.add_argument("count", type=whole_number, metavar="人数", help="多少个模拟学员")
    sample.add_argument(
        "--seed", type=whole_number, metavar="数", default=1, help="编号；同一个编号做出同一个班（默认 1）"
    )
    sample.add_argument(
        "--chapter", nargs="+", default=["all"], metavar="章", help="哪几章，如 06 11；默认 all，全部"
    )
    sample.add_argument(
        "--output",
        type=Path,
        metavar="文件夹",
        default=Path("sample-class"),
        help="放在哪里（默认 sample-class）",
    )
    shared_options.add_rulebook(sample)
    sample.add_argument(
        "--untidy", action="store_true", help="文件名和文件夹像真的班级那样不整齐，用来练收作业"
    )
    sample.add_argument("--essays", action="store_true", help="人人都写问答题，用来练评分")
    sample.add_argument(
        "--own-papers", action="store_true", help="各人各卷：连班级文件夹一起做好，卷子也发好，用来练这种班"
    )
    shared_options.add_script(sample)
    sample.set_defaults(command=_sample_class)


def _due(text: str) -> str:
    """Check what is to be the due date; it is read once the zone is known."""
    try:
        if text not in due_date.NONE:
            due_date.read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return text


def _extension(text: str) -> tuple[str, str]:
    """Return who has more time, and until when; an empty text takes it back."""
    who, sign, until = text.partition("=")
    if not sign or not who.strip():
        raise argparse.ArgumentTypeError(f"看不懂“{shown(text)}”，请写成 1005=2026-12-31")
    until = until.strip()
    return who.strip(), "" if until in due_date.NONE else until and _due(until)


def _excuse(text: str) -> tuple[str, bool]:
    """Return who is excused, and whether: `1005=` takes it back."""
    who, sign, rest = text.partition("=")
    if not who.strip() or rest.strip():
        raise argparse.ArgumentTypeError(f"看不懂“{shown(text)}”，请写成 1005，取消写成 1005=")
    return who.strip(), not sign


def _zone(text: str) -> tzinfo:
    try:
        return due_date.zone_named(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _study(options: argparse.Namespace) -> int:
    from grading.study import study

    course = ROOT / "course"
    if options.edition == "self-study":
        from grading.release import release

        course = options.folder / ".self-study"
        release.write(release.build(ROOT / "solutions", ROOT / "course", edition="self-study"), course)
    done = study.refresh(course, options.folder)
    for name in done.updated:
        _say([f"已更新：{name}（答案都保留）"])
    for name in done.set_aside:
        _say([f"有些内容放不进新版，原文件保存在：{name}"])
    _say([f"课程文件夹：{options.folder.resolve()}"])
    if options.no_open:
        return 0
    _open_lab(options, "study", "/doc/tree/00-start.ipynb", release=course)
    return 0


def _release(options: argparse.Namespace) -> int:
    from grading.master.item_lint import RULES, known
    from grading.release import release

    output = _output(options)
    course = release.build(
        options.solutions,
        ROOT / "course",
        edition=options.edition,
        rules=options.rulebook,
        script=options.script,
        partial=options.partial,
        members=not (options.coverage or options.items),
        only=options.chapter,
    )
    if options.coverage:
        from grading.master import coverage_report

        rows = coverage_report.coverage(course.chapters, course.objectives)
        print("\n".join(coverage_report.lines(rows)))
        return 0 if all(row.complete for row in rows) else 1
    as_written = options.script == "hans" and options.rulebook == release.OWN_RULES
    found = release.prove_items(course, options.solutions) if as_written else []
    if options.items:
        if not as_written:
            raise ShequError(f"--items 只看简体的、按 {release.OWN_RULES} 写的题目。")
        print("\n".join(known.table(found, list(RULES), [chapter.name for chapter in course.chapters])))
        return 0
    if options.check:
        stale = release.differences(course, output)
        for name in stale:
            print(f"{name}: not what the masters give; run `shequ release`", file=sys.stderr)
        return 1 if stale else 0
    changed = release.write(course, output)
    total = sum(len(chapter.exercises) for chapter in course.chapters)
    families = [members for chapter in course.chapters for members in chapter.families.values()]
    counts = ", ".join(
        [
            release.count(len(course.chapters), "chapter"),
            release.count(total, "exercise"),
            f"{len(families)} of them with {release.count(sum(map(len, families)), 'member')}",
        ]
    )
    print(f"{counts}; changed: {', '.join(changed) or 'nothing'}")
    return 0


def _output(options: argparse.Namespace) -> Path:
    """Return the folder to write to; simplified notebooks give way to traditional ones only if asked."""
    from grading.release import release

    if options.script == "hans" or options.coverage or options.items:  # a report writes nothing
        return options.output or ROOT / "course"
    if options.output is None:
        raise ShequError("course/ 是简体版；繁体版请用 --output 写明另一个文件夹。")
    folder: Path = options.output
    replaced = folder.resolve() == (ROOT / "course").resolve() or release.script_of(folder) == "hans"
    if replaced and not (options.overwrite or options.check):
        raise ShequError(f"{folder} 是简体版的课程，没有动它；确要换成繁体版，请加上 --overwrite。")
    return folder


def _teach(options: argparse.Namespace) -> int:
    from grading.classroom import classroom
    from grading.master import expand
    from grading.papers import bank
    from grading.release import release
    from shequ_lib.script import using

    # Drawing all members takes most of a minute, so it is done only when the course is another one.
    made_from = release.made_from(ROOT / "solutions", options.rulebook, options.script)
    drawn = not bank.is_current(options.folder, made_from)
    course = release.build(
        ROOT / "solutions",
        ROOT / "course",
        edition="source",
        rules=options.rulebook,
        script=options.script,
        members=drawn,
        prove=False,
    )
    banks = {chapter.name: expand.bank(chapter) for chapter in course.chapters} if drawn else None
    with using(options.script):  # nbgrader puts the stubs in
        done = classroom.setup(
            options.folder,
            course.notebooks,
            course.other_files,
            banks=banks,
            made_from=made_from,
            wait=not options.no_wait,
        )
    for label, names in (("新准备", done.new), ("已更新", done.refreshed)):
        if names:
            _say([f"{label}：{'、'.join(names)}"])
    for note in done.notes:
        _say([note])
    _say([f"班级文件夹：{options.folder.absolute()}（发给学员的章节在其中的 release 里）"])
    if options.no_open:
        return 0
    print("评分页面：在打开的网页里点菜单“Nbgrader”，再点“Formgrader”。用完后在这里按 Ctrl+C。")
    _open_lab(options, "teach")
    return 0


def _hand_out(options: argparse.Namespace) -> int:
    from grading.classroom import deal

    chapter = "" if options.chapter in ALL_CHAPTERS else options.chapter
    for dealt in deal.run(options.classroom, chapter, options.roster, wait=not options.no_wait):
        _say(dealt.lines())
    return 0


def _site(options: argparse.Namespace) -> int:
    from grading.site import packages, server
    from grading.site.build import CACHE, MARK, build

    if options.fetch:
        packages.fetch(CACHE)
        return 0

    if not options.serve or not (options.output / MARK).is_file():
        print("正在生成自学网站，第一次约需两三分钟…", flush=True)
        build(options.output, rules=options.rulebook, script=options.script, pyodide=options.pyodide)
        _say([f"网站在：{options.output.resolve()}（把整个文件夹放到任何一个 https 网站上就能用）"])
    if options.serve:
        try:
            running = server.server(options.output, options.port, base=options.base)
        except OSError as error:
            raise ShequError(f"端口 {options.port} 打不开，请用 --port 换一个。") from error
        print(
            f"请用浏览器打开 http://localhost:{running.server_port}{options.base} ，用完在这里按 Ctrl+C。",
            flush=True,
        )
        running.serve_forever()
    return 0


def _open_lab(options: argparse.Namespace, who: str, page: str = "", release: Path | None = None) -> None:
    from grading.jupyter.lab import open_lab

    folder = options.folder.resolve()
    open_lab(folder, who, page=page, port=options.port, browser=not options.no_browser, release=release)


def _grade(options: argparse.Namespace) -> int:
    if options.undo:
        from grading.grade import undo

        if options.paths:
            raise ShequError("--undo 只撤销最近一次批改，不收作业；请不要写作业的文件名。")
        wait = not options.no_wait
        _say(undo.run(options.classroom, options.chapter, yes=options.yes, wait=wait))
        return 0
    if not options.chapter:
        options.misused("还缺 章")
    from grading.grade import grade
    from grading.marking import corrections

    undue = options.due in due_date.NONE
    how = grade.Options(
        processes=options.jobs,
        scheduler=options.scheduler,
        allow_unsandboxed=options.allow_unsandboxed,
        count_self_study=options.count_self_study,
        corrections=[
            *((corrections.ALSO, text) for text in options.also),
            *((corrections.GIFT, text) for text in options.gift),
            *((corrections.VOID, text) for text in options.void),
        ],
        due=due_date.read(options.due, options.zone) if options.due and not undue else None,
        undue=undue,
        extend={who: due_date.read(until, options.zone) if until else None for who, until in options.extend},
        excuse=dict(options.excuse),
        late_as_dated=options.late_as_dated,
        zone=options.zone,
        wait=not options.no_wait,
    )
    if options.chapter in ALL_CHAPTERS:
        common, summaries = grade.run_all(options.classroom, options.paths, options.roster, how)
    else:
        common = None
        summaries = [grade.run(options.classroom, options.chapter, options.paths, options.roster, how)]
    for summary in summaries:
        _say(summary.lines())
    if common is not None:
        _say(common.lines() if summaries or common.is_any else ["没有收到作业，也没有已收的作业可以批改。"])
    failed = any(summary.failed or summary.problems for summary in summaries)
    return 1 if failed or (common is not None and (common.failed or common.problems)) else 0


def _report(options: argparse.Namespace) -> int:
    from grading.master.proofs import read_objectives
    from grading.report.run import run

    summary = run(
        options.classroom,
        options.chapters,
        read_objectives(ROOT / "solutions" / "objectives.csv"),
        roster=options.roster,
        output=options.output,
        mastery=options.mastery / 100,
        wait=not options.no_wait,
    )
    _say(summary.lines())
    return 0


def _sample_class(options: argparse.Namespace) -> int:
    from grading.master.editions import class_edition
    from grading.rehearse import sample_class
    from grading.release import release
    from shequ_lib.script import using

    sample_class.check(options.count, options.output)
    course = release.build(
        ROOT / "solutions",
        ROOT / "course",
        edition="source",
        rules=options.rulebook,
        script=options.script,
        members=options.own_papers,
    )
    with using(options.script):  # nbgrader puts the stubs in
        handed_out = {name: class_edition(each) for name, each in course.notebooks.items()}
    sample = sample_class.run(
        replace(course, notebooks=handed_out),
        options.count,
        options.seed,
        options.chapter,
        options.output,
        untidy=options.untidy,
        essays=options.essays,
        own_papers=course if options.own_papers else None,
    )
    _say(sample.lines())
    return 0
