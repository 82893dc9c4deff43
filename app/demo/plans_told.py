"""The mutual success plans of the made-up book, told by hand: days are counted from today, the past below zero."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Task:
    """A task below a milestone."""

    text: str
    side: str
    who: str
    due: int
    done: int | None = None


@dataclass(frozen=True)
class Step:
    """A milestone; `amounts` are what had been counted by which day, `moved` on which day its due day moved where."""

    title: str
    side: str
    who: str
    due: int
    done: int | None = None
    amounts: tuple[tuple[int, str], ...] = ()
    whole: str | None = None
    unit: str | None = None
    moved: tuple[int, int] | None = None
    first_value: bool = False
    shown: bool = True
    note: str | None = None
    tasks: tuple[Task, ...] = ()


@dataclass(frozen=True)
class Goal:
    """An objective; `owner` begins the name of somebody at the customer, `said` is what a person said of it and when."""

    title: str
    owner: str
    start: int
    due: int
    metric: str | None = None
    unit: str | None = None
    baseline: str | None = None
    target: str | None = None
    readings: tuple[tuple[int, str], ...] = ()
    steps: tuple[Step, ...] = ()
    worth: int | None = None
    worth_by: str | None = None
    said: tuple[int, str, str] | None = None
    met: int | None = None
    moved: tuple[int, int] | None = None
    made: int | None = None
    follows: int | None = None
    shown: bool = True
    note: str | None = None


@dataclass(frozen=True)
class Said:
    """Who said yes on which day to which version, or to one objective."""

    on: int
    who: str
    version: int | None = None
    goal: int | None = None
    how: str | None = None


@dataclass(frozen=True)
class Plan:
    """One plan; `versions` are the days on which one was made and sent."""

    name: str
    kind: str
    success: str
    made: int
    end: int
    goals: tuple[Goal, ...]
    versions: tuple[int, ...] = ()
    said: tuple[Said, ...] = ()
    review: int | None = None
    agenda: tuple[str, ...] = ()
    comments: tuple[tuple[int, str, int | None, str], ...] = ()
    closed: int | None = None
    names: bool = False
    note: str | None = None
    ours: str = field(default="山本")


PLANS: Mapping[str, tuple[Plan, ...]] = {
    "acme-robotics": (
        Plan(
            "在庫改革 {year}", "adoption", "棚卸し 20時間/月以下", -75, 105,
            (
                Goal("棚卸し時間を半分にする", "Priya", -71, 41, "棚卸し時間", "h", "40", "20", ((-62, "39"), (-45, "34"), (-26, "31"), (-10, "27")), (
                    Step("在庫マスタを移行する", "customer", "Priya", -48, -49),
                    Step("現場リーダー 12名の研修", "me", "山本", -28, -28, ((-40, "5"), (-28, "12")), "12", "名"),
                    Step("在庫連携の手順書を渡す", "me", "山本", 0, note="Priya さんの言い分「壁に貼れるもの」。1枚に収める"),
                    Step("2工場で並行棚卸しを終える", "customer", "Priya", 23, None, ((-20, "1"),), "2", "工場", tasks=(
                        Task("第一工場の棚卸し日を決める", "customer", "Priya Novak", 5),
                        Task("照合表を印刷して届ける", "me", "山本", 9),
                    )),
                )),
                Goal("欠品による販売ロスを減らす", "Gareth", -43, 95, "欠品率（主力 200 SKU）", "%", "5.2", "2.5", ((-36, "5.0"), (-12, "4.1")), (
                    Step("欠品アラートの閾値を合意", "customer", "Kofi", -17),
                    Step("発注提案の精度検証", "customer", "Ines", 33, None, ((-24, "40"), (-6, "71")), "100", "%"),
                ), said=(-5, "late", "閾値が決まらず、検証の次に進めない"), note="Gareth さんは春から数字を見ていない。更新の前に会う口実にもなる"),
                Goal("経営会議で使われる数字にする", "Gareth", -18, 100, "役員会に載るダッシュボード", "本", "0", "3", ((-3, "1"),), (
                    Step("月次レポートの雛形を作る", "me", "山本", 11),
                    Step("Gareth さんへ成果の中間報告", "me", "山本", 18),
                ), made=-20),
            ),
            (-71, -47, -19, -4), (Said(-46, "Gareth", 2, how="QBR"), Said(-46, "Priya", 2), Said(-10, "Priya", 3, how="メール")),
            3, ("閾値の決め方を Kofi さんと相談", "第一工場の開始日を決める", "手順書の置き場所"),
            ((-9, "Priya", 0, "Plant one can do the first week after month end."),), names=True,
            note="定着が戻るかどうかは第一工場しだい。値引きの話が出たらこのプランに戻す",
        ),
    ),
    "aoba-shinkin": (
        Plan(
            "先行3店の本稼働まで", "onboarding", "営業店の日報が3店で紙なしになっている", -78, 45,
            (
                Goal("セキュリティ審査を通過する", "須藤", -74, -20, steps=(
                    Step("キックオフで成功の定義を決める", "me", "伊藤", -76, -78),
                    Step("セキュリティチェックシートに回答する", "me", "伊藤", -41, -37, ((-40, "170"), (-37, "184")), "184", "問"),
                    Step("差し戻し28件に回答する", "me", "伊藤", -14, None, ((-9, "11"), (-3, "19")), "28", "件", (-15, 7), tasks=(
                        Task("再委託先の監査報告書を渡す", "me", "伊藤", 6),
                        Task("保管先の記載を確認する", "customer", "須藤 直樹", 8),
                    )),
                    Step("システムリスク管理室の承認", "customer", "須藤", -10, note="期限は先方も決めていない。平田部長に順番を上げてもらう"),
                ), note="止まっているのはこの一点だけ"),
                Goal("3店の日報を紙なしにする", "平田", -60, -12, "紙なしの店", "店", "0", "3", ((-9, "0"),), (
                    Step("先行2店の設定", "me", "伊藤", -20, -12, ((-16, "1"), (-12, "2")), "2", "店"),
                    Step("リスク管理室との3者打ち合わせ", "customer", "平田", 1),
                    Step("2店で日報を紙なしにする", "customer", "栗原", -14, None, moved=(-4, 20), first_value=True),
                    Step("残り1店で使い始める", "customer", "栗原", 38),
                ), moved=(-4, 45)),
            ),
            (-76, -4), (Said(-74, "平田", 1, how="キックオフの議事録"), Said(-74, "栗原", 1, goal=1), Said(-74, "平田", 1, goal=1)),
            1, ("差し戻し28件の残りの進め方", "審査の期限を決める"), ((-3, "栗原", 1, "日程案、部長に回しています。審査の期限だけ空欄にしてあります。"),),
            ours="伊藤", note="60日の約束は過ぎた。遅れは率直に共有済み",
        ),
    ),
    "hokuto-logistics": (
        Plan(
            "棚卸し半減と4拠点展開", "adoption", "棚卸し 20時間/月以下（9センター平均）、1時間 4,800円で換算", -118, 150,
            (
                Goal("棚卸し時間を半分にする", "片桐", -118, 10, "棚卸し時間（9センター平均）", "h", "40", "20", (), (
                    Step("換算の根拠を1枚にまとめる", "me", "伊藤", -111, -112),
                    Step("手順書の画像を差し替える", "me", "伊藤", -100, -102),
                    Step("9センターで新しい手順に切り替える", "customer", "浅井", -30, -34, ((-90, "5"), (-60, "7"), (-34, "9")), "9", "センター"),
                ), worth=43200, worth_by="安達 隆", met=-4),
                Goal("センター長会議の資料を自動にする", "矢島", -110, -60, steps=(
                    Step("分析の定期配信を設定する", "me", "伊藤", -80, -82),
                    Step("会議資料をそのまま使う", "customer", "片桐", -70, -74),
                ), met=-74),
                Goal("南関東の4センターに広げる", "矢島", -4, 150, "使っているセンター", "拠点", "9", "13", ((-4, "9"),), (
                    Step("段階案つきの見積を渡す", "me", "伊藤", -20, -23),
                    Step("展開計画のたたき台", "me", "伊藤", 4, tasks=(Task("派遣の方の人数を月別に確認", "customer", "片桐 拓也", 8),)),
                    Step("来期予算に載せる", "customer", "矢島", 55),
                    Step("最初の1センターで使い始める", "customer", "片桐", 110),
                ), made=-4, follows=0),
            ),
            (-117, -60, -3), (Said(-116, "安達", 1, how="上期レビュー"), Said(-116, "片桐", 1), Said(-58, "安達", 2), Said(-2, "片桐", 3), Said(-2, "安達", 3)),
            4, ("4拠点の順番", "立ち上げの負荷を誰が持つか"), names=True,
        ),
    ),
    "merrowgate": (
        Plan(
            "Six teams, one queue", "adoption", "All six claims teams work from the shared queue, and the figure says people", -21, 120,
            (
                Goal("Four silent teams use the shared queue", "Nadia", -21, 90, "Teams that work from the queue", "teams", "2", "6", ((-12, "2"),), (
                    Step("Names of the first two supervisors", "customer", "Nadia", -3),
                    Step("Sessions for the first two supervisors", "me", "Ito", 8, tasks=(Task("Session outline to Nadia", "me", "Ito", 5),)),
                    Step("First two teams drop the printed queue", "customer", "Louis", 35),
                )),
                Goal("A figure that Owen can trust", "Owen", -36, 30, "Weekly use by people", "%", "39", "60", ((-20, "39"), (-6, "41")), (
                    Step("Take service accounts out of the count", "me", "Ito", -30, -36),
                    Step("Compare with the badge list once", "customer", "Viktor", 20),
                ), note="Owen liked the old number more than the tool"),
                Goal("Supervisors see their own team", "Nadia", -21, 110, steps=(
                    Step("Agree what a team page shows", "customer", "Nadia", -9, -12),
                    Step("Team pages for all six", "me", "Ito", 60),
                )),
            ),
            (-20, -12), (Said(-12, "Nadia", 2, how="meeting"), Said(-12, "Owen", 2, how="mail")),
            8, ("Who runs the second session", "When the printed queue stops"), ours="Ito",
        ),
    ),
    "midori-foods": (
        Plan(
            "更新に向けた確認", "renewal", "通知期限より前に、続ける理由と条件を双方が納得している", -52, 60,
            (
                Goal("夜勤の記録漏れをなくす", "小野寺", -52, 28, "記録漏れ", "件/週", "12", "2", ((-40, "10"), (-21, "6"), (-7, "5")), (
                    Step("第二工場の夜勤に操作を案内", "me", "伊藤", -33, -34),
                    Step("4週続けて2件以下", "customer", "早川", 26, None, ((-7, "0"),), "4", "週"),
                )),
                Goal("更新の判断材料をそろえる", "高橋", -50, 26, steps=(
                    Step("今期の目標と結果を並べる", "me", "伊藤", -18, -19),
                    Step("後任の方への引き継ぎ資料", "me", "伊藤", 6, tasks=(Task("高橋様の一言をいただく", "customer", "小野寺 彩", 5),)),
                    Step("新しい決裁の流れを確認", "customer", "小野寺", 12),
                )),
                Goal("原料の受入記録を紙なしに", "小野寺", -30, 55, "紙なしの工場", "工場", "1", "3", ((-11, "1"),), (
                    Step("第三工場の受入口で試す", "customer", "小野寺", -6, note="高橋部長の異動の話で止まっている"),
                ), made=-31),
            ),
            (-50, -28), (Said(-45, "高橋", 1, how="定例"), Said(-45, "小野寺", 1), Said(-26, "小野寺", 2)),
            6, ("決裁の流れの確認", "後任の方の紹介"), note="高橋部長の退任で合意の取り直しが要る",
        ),
    ),
    "takanomori": (
        Plan(
            "第二工場を手本に", "adoption", "3工場で同じ帳票を使い、停止時間を毎週見ている", -90, 120,
            (
                Goal("停止時間を減らす", "", -90, 60, "停止時間（第二工場）", "h/週", "18", "12", ((-70, "17"), (-49, "16"), (-35, "15.5"), (-14, "14")), (
                    Step("停止理由の選び方を決める", "customer", "", -70, -72),
                    Step("機械ごとの集計を渡す", "me", "伊藤", 21),
                )),
                Goal("3工場で同じ帳票にする", "", -80, 100, "帳票をそろえた工場", "工場", "1", "3", ((-30, "2"),), (
                    Step("帳票3種を確定する", "customer", "", -40, -38),
                    Step("第三工場での説明会", "me", "伊藤", 16),
                )),
                Goal("保全の定例で数字を使う", "", -60, 45, steps=(
                    Step("定例の議題に入れる", "customer", "", -35, -33),
                )),
                Goal("製造一課に試してもらう", "", -30, 70, steps=(
                    Step("一課の係長に会う", "me", "伊藤", -4),
                ), shown=False, note="本部長にはまだ話していない"),
            ),
            (-86, -30), (Said(-80, "", 1), Said(-28, "", 2)), 12, ("一課の試用の進め方",),
        ),
    ),
    "lumen-analytics": (
        Plan(
            "Connector beta", "adoption", "The new connector runs in the Osaka team without help", -190, -60,
            (
                Goal("Beta runs for a quarter", "", -190, -70, "Weeks without a break", "weeks", "0", "12", ((-165, "2"), (-140, "4"), (-115, "7"), (-92, "10"), (-75, "12")), (
                    Step("Two recipes that broke it are fixed", "me", "Ito", -120, -118),
                    Step("Osaka team works with it alone", "customer", "", -80, -77),
                ), met=-75),
            ),
            (-188,), (Said(-185, "", 1),), closed=-58, ours="Ito",
        ),
    ),
}  # fmt: skip
"""Plans by customer; who owns what begins a name of theirs, "" is whoever speaks for them."""
