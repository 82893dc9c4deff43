"""The 42 hand-shaped customers: who they are, what they pay, when their contract ends, how their use goes."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

from app.demo.shape import SOFT, STEADY, STRONG, Firm, Loss, Product, Step

FIRMS: tuple[Firm, ...] = (
    # The four stories come first, then the two hard cases, then those whose past is worth a look.
    Firm(
        "midori-foods", "みどり食品", "ja", "high", "food", 320, 5200, reading="みどりしょくひん",
        ends=2, terms=3, notice=(1, "m"), curve=((24, 0.58), (12, 0.72), (4, 0.70), (1, 0.62), (0, 0.60)),
        products=(Product("Inventory", 4, 84000),), fit_reason="多拠点・紙の日報が多い",
        tags=("製造", "最重要"), hand_written=True, pulse=(4, 2, 3), nps=(20, 33, 33, 0),
    ),
    Firm(
        "acme-robotics", "Acme Robotics", "en", "high", "robotics", 240, 5400,
        ends=4, terms=2, notice=(3, "m"), curve=((24, 0.70), (14, 0.86), (4, 0.90), (1.8, 0.88), (0.9, 0.62), (0, 0.36)),
        products=(Product("Inventory", 3, 79000),), fit_reason="three plants, one ERP, clear owner of stock accuracy",
        fiscal_year_end=12, tags=("robotics",), hand_written=True, pulse=(3, 3, 4), nps=(25, 40, 33, 17),
    ),
    Firm(
        "aoba-shinkin", "青葉信用金庫", "ja", "high", "finance", 180, 5500, reading="あおばしんようきんこ",
        terms=1, since=3, notice=(3, "m"), free_months=2, curve=((3, 0.02), (1, 0.04), (0, 0.07)),
        products=(Product("Onboarding", 1, 1800000),), fit_reason="営業店の日報を置き換えたい。審査が長い",
        fit="partial", tags=("金融", "導入中"), hand_written=True, pulse=(1, 3, 4), cadence=9,
    ),
    Firm(
        "hokuto-logistics", "北斗ロジスティクス", "ja", "high", "logistics", 260, 5800, reading="ほくとろじすてぃくす",
        ends=7, terms=3, notice=(2, "m"), curve=((24, 0.55), (14, 0.78), (6, 0.90), (0, 0.96)),
        products=(Product("Inventory", 9, 78000, 16), Product("Analytics", 1, 190000, 5)),
        steps=(Step(1, 330, 5800), Step(2, 290, 5800)), fiscal_year_end=6, fit_reason="棚卸し時間という指標を先方が持っている",
        tags=("物流", "事例候補"), hand_written=True, pulse=(5, 5, 5), nps=(33, 50, 60, 67), cadence=13,
    ),
    Firm(
        "shinonome-works", "東雲製作所", "ja", "low", "machinery", 110, 4500, reading="しののめせいさくしょ",
        terms=1, since=2, notice=(1, "m"), curve=((2, 0.03), (0, 0.08)), scant=True, fit="partial",
        fit_reason="データ連携の担当者が決まっていない", tags=("製造", "導入中"), hand_written=True,
    ),
    Firm(
        "merrowgate", "Merrowgate Insurance", "en", "high", "finance", 210, 5600,
        terms=2, notice=(2, "m"), curve=((24, 0.72), (12, 0.90), (4, 0.94), (1.6, 0.95), (1.5, 0.41), (0, 0.39)),
        products=(Product("Analytics", 1, 120000),), fit_reason="claims teams live in shared queues", fit="partial",
        tags=("insurance",), hand_written=True, pulse=(2, 2, 3), nps=(20, 0, -14, -20),
    ),
    Firm(
        "hiragino-densetsu", "柊野電設", "ja", "high", "construction", 150, 5200, reading="ひいらぎのでんせつ",
        ends=-4, terms=2, notice=(1, "m"), loss=Loss(("full", "voluntary", "avoidable", "mature", "champion_left"), seen=((45, "窓口の交代"),)),
        curve=((24, 0.74), (12, 0.82), (4, 0.80)), fit_reason="現場写真と日報の一元化", tags=("建設",), hand_written=True,
        pulse=(4, 4, 4), nps=(40, 50, 40),
    ),
    Firm(
        "quillbrook", "Quillbrook Press", "en", "low", "publishing", 80, 4800,
        ends=-7, terms=2, notice=(2, "m"), loss=Loss(("full", "voluntary", "unavoidable", "mature", "merger")),
        curve=((24, 0.70), (14, 0.78), (7, 0.83)), fit_reason="editors and printers share one plan", fiscal_year_end=12,
        tags=("publishing",), hand_written=True, pulse=(4, 4, 5), nps=(33, 40),
    ),
    Firm(
        "hinokicho-print", "檜町印刷", "ja", "low", "printing", 60, 4800, reading="ひのきちょういんさつ",
        ends=-3, terms=2, notice=(1, "m"), loss=Loss(("full", "voluntary", "avoidable", "mature", "price", "competitor:ツムギ帳票"), seen=((68, "相見積もりの依頼"),)),
        curve=((24, 0.55), (10, 0.42), (3, 0.35)), fit="partial", fit_reason="工程管理の一部だけを使う想定",
        tags=("印刷",), hand_written=True, pulse=(2, 1, 3), nps=(0, -17),
    ),
    Firm(
        "hotaruzawa", "蛍沢クリニック", "ja", "low", "health", 45, 5000, reading="ほたるざわくりにっく",
        ends=-6, terms=1, notice=(1, "m"), loss=Loss(("full", "voluntary", "avoidable", "early", "onboarding_failed")),
        curve=((18, 0.02), (14, 0.18), (10, 0.14), (6, 0.06)), fit="poor", fit_reason="外来が忙しく、設定の時間が取れない",
        tags=("医療",), hand_written=True, pulse=(1, 2, 2),
    ),
    Firm(
        "hatoba-tsusho", "波止場通商", "ja", "low", "trading", 70, 4600, reading="はとばつうしょう",
        ends=-9, terms=1, notice=(1, "m"), loss=Loss(("full", "involuntary", "unavoidable", "mature", "non_payment"), False),
        curve=((21, 0.78), (14, 0.78), (12.5, 0.58), (9, 0.40)), fit_reason="輸入書類の受け渡し", tags=("商社",), hand_written=True,
        pulse=(3, 2, 3),
    ),
    Firm(
        "brackenfold", "Brackenfold Energy", "en", "low", "energy", 90, 4700,
        terms=1, since=6, notice=(1, "m"),
        loss=Loss(("full", "voluntary", "avoidable", "mature", "reorganisation"), True, 6),
        curve=((24, 0.76), (17.5, 0.76), (15, 0.48), (11, 0.30), (6, 0.45), (3, 0.66), (0, 0.74)), fit_reason="field crews file reports from sites",
        tags=("energy", "came back"), hand_written=True, pulse=(3, 4, 4), nps=(10, 25),
    ),
    Firm(
        "sumizora-medical", "澄空会メディカル", "ja", "high", "health", 200, 5300, reading="すみぞらかいめでぃかる",
        ends=7, terms=3, notice=(1, "m"), late_days=18, curve=STEADY, fit_reason="病棟間の引き継ぎ記録",
        tags=("医療",), hand_written=True, pulse=(4, 3, 4),
    ),
    Firm(
        "tallowmere", "Tallowmere Retail", "en", "high", "retail", 280, 5000,
        ends=8, terms=3, notice=(2, "m"), steps=(Step(1, 190, 5000),), curve=((24, 0.64), (10, 0.52), (4, 0.61), (0, 0.66)),
        fit_reason="shop-floor tasks across 60 stores", fiscal_year_end=1, tags=("retail",), hand_written=True, pulse=(3, 3, 3),
    ),
    Firm(
        "tokizawa-hd", "朱鷺沢ホールディングス", "ja", "high", "food", 130, 5600, reading="ときざわほーるでぃんぐす",
        terms=3, notice=(2, "m"), curve=STRONG, fiscal_year_end=3, products=(Product("Analytics", 1, 110000, 14),),
        fit_reason="グループ全体で帳票を揃えたい", tags=("グループ",),
    ),
    Firm(
        "takanomori", "鷹ノ森精機", "ja", "high", "machinery", 210, 5500, reading="たかのもりせいき",
        terms=3, notice=(1, "m"), curve=((24, 0.60), (9, 0.57), (5, 0.66), (0, 0.75)), fit_reason="保全記録の共有",
        taken_over=7, tags=("製造",), hand_written=True, pulse=(4, 4, 3),
    ),
    Firm(
        "nimbus-health", "Nimbus Health", "en", "low", "health", 140, 5000,
        terms=2, notice=(1, "m"), curve=STEADY, quiet_days=41, fit_reason="clinics share rota and handover notes",
        tags=("health",), nps=(20, 33, 40, 50), hand_written=True,
    ),
    Firm(
        "marunouchi-law", "丸の内法律事務所", "ja", "low", "legal", 70, 4900, reading="まるのうちほうりつじむしょ",
        ends=3, terms=2, notice=(1, "m"), curve=((24, 0.66), (8, 0.64), (0, 0.55)), fit_reason="案件の進捗を秘書と共有",
        tags=("士業",), hand_written=True, pulse=(3, 3, 3), quiet_days=18,
    ),
    Firm(
        "lumen-analytics", "Lumen Analytics", "en", "low", "it", 150, 5400,
        ends=9, terms=3, notice=(1, "m"), curve=STRONG, products=(Product("Connect", 2, 70000, 9),),
        steps=(Step(1, 200, 5400),), fit="design_partner", fit_reason="tests what is new and writes back the same day",
        tags=("software", "advisory council"), hand_written=True, pulse=(5, 4, 5), nps=(50, 57, 67, 60),
    ),
    Firm(
        "shirakaba-hotels", "白樺ホテルズ", "ja", "low", "hospitality", 95, 4800, reading="しらかばほてるず",
        ends=1, terms=2, notice=(1, "m"), curve=((24, 0.64), (12, 0.70), (0, 0.77)), fit_reason="3館の引き継ぎノートを共通化", tags=("宿泊",),
        hand_written=True, pulse=(4, 3, 4),
    ),
    Firm(
        "kitsune-games", "Kitsune Games", "en", "low", "games", 120, 5200,
        ends=3, terms=2, notice=(1, "m"), auto_renew=True, curve=((24, 0.70), (8, 0.90), (0, 0.96)), quiet_days=20,
        fit_reason="one producer per title, all work in tickets", tags=("games",), hand_written=True, pulse=(5, 4, 4),
    ),
    Firm(
        "orbit-travel", "Orbit Travel", "en", "low", "travel", 115, 5000,
        ends=2, terms=2, notice=(1, "m"), billing="yearly", curve=STEADY, fit_reason="desk and guides on one list",
        tags=("travel",), sponsor=False,
    ),
    Firm(
        "tokizawa-butsuryu", "朱鷺沢物流", "ja", "low", "logistics", 85, 4700, reading="ときざわぶつりゅう",
        terms=3, notice=(2, "m"), curve=STEADY, parent="tokizawa-hd", fit_reason="親会社の方針で導入", tags=("グループ",), pulse=(3, 2, 2), nps=(17, 0, 0, -17),
    ),
    Firm(
        "tokizawa-foods", "朱鷺沢フーズ", "ja", "low", "food", 65, 4700, reading="ときざわふーず",
        terms=2, notice=(2, "m"), curve=((24, 0.52), (8, 0.42), (0, 0.20)), parent="tokizawa-hd", fit="partial", fit_reason="工場は紙のまま。事務所だけ使う",
        tags=("グループ",), sponsor=False,
    ),
    Firm(
        "tsukimizaka", "月見坂不動産", "ja", "low", "property", 55, 4800, reading="つきみざかふどうさん",
        ends=-5, terms=2, notice=(1, "m"), auto_renew=True, silent=True, curve=((24, 0.62), (12, 0.60), (0, 0.55)), fit_reason="内見メモの共有",
        tags=("不動産",),
    ),
    Firm(
        "moegi-lease", "萌黄リース", "ja", "low", "finance", 100, 5000, reading="もえぎりーす",
        terms=2, notice=(1, "m"), reseller="湊野システム販売", curve=STEADY, fit_reason="与信の回覧を短くしたい", tags=("金融",), pulse=(3, 2, 2),
    ),
    Firm(
        "suirei", "翠嶺学院", "ja", "low", "education", 120, 4200, reading="すいれいがくいん",
        terms=3, notice=(3, "m"), billing="yearly", curve=STEADY, fit_reason="教務と事務の申し送り", tags=("学校",),
    ),
    Firm(
        "ichozaka", "銀杏坂システムズ", "ja", "low", "it", 90, 5100, reading="いちょうざかしすてむず",
        terms=1, since=6, notice=(1, "m"), before="poc", curve=((9, 0.2), (6, 0.55), (0, 0.72)), fit_reason="問い合わせ窓口の一本化",
        tags=("IT",),
    ),
    Firm(
        "harbor-co", "Harbor & Co.", "en", "tech", "trading", 25, 4000,
        ends=2, terms=2, notice=(1, "m"), curve=((24, 0.56), (8, 0.40), (0, 0.14)), fit="partial",
        fit_reason="bought for one project", fiscal_year_end=12, tags=("self-serve",),
    ),
    Firm(
        "sora-education", "Sora Education", "en", "tech", "education", 38, 4000,
        terms=2, notice=(1, "m"), curve=STEADY, fit_reason="teachers share lesson plans", tags=("self-serve",),
    ),
    Firm(
        "sakurai-yakuhin", "桜井薬品", "ja", "tech", "pharma", 70, 4300, reading="さくらいやくひん",
        ends=1, terms=2, notice=(1, "m"), curve=SOFT, fit_reason="店舗間の在庫照会", tags=("小売",), quiet_days=55,
    ),
    Firm(
        "sayogawa-shuzo", "小夜川酒造", "ja", "tech", "food", 18, 4200, reading="さよかわしゅぞう",
        ends=8, terms=2, notice=(1, "m"), curve=STEADY, fiscal_year_end=6, fit_reason="仕込みの記録", tags=("醸造",),
    ),
    Firm(
        "kamomedai", "かもめ台保育園", "ja", "tech", "education", 22, 3900, reading="かもめだいほいくえん",
        terms=2, notice=None, curve=((24, 0.56), (0, 0.58)), fit_reason="連絡帳の下書き", tags=("保育",), sponsor=False,
    ),
    Firm(
        "aizome-yuno", "藍染工房ゆの", "ja", "tech", "craft", 12, 4100, reading="あいぞめこうぼうゆの",
        terms=1, since=8, notice=None, before="trial", curve=STRONG, fit_reason="受注と染め上がりの予定", tags=("工房",), fiscal_year_end=12,
    ),
    Firm(
        "thistledown", "Thistledown Cycles", "en", "tech", "retail", 20, 4100,
        ends=3, terms=2, notice=(30, "d"), curve=STEADY, fit_reason="repair queue on one board", fiscal_year_end=12,
        tags=("self-serve",),
    ),
    Firm(
        "yukishiro", "雪代建材", "ja", "tech", "construction", 30, 4200, reading="ゆきしろけんざい",
        terms=3, notice=(1, "m"), curve=((24, 0.50), (9, 0.38), (0, 0.13)), reseller="北窓オフィスサービス", fit="partial", fit_reason="見積の控えだけに使用",
        tags=("建設",),
    ),
    Firm(
        "noharazaka-vet", "のはら坂動物病院", "ja", "tech", "health", 16, 4300, reading="のはらざかどうぶつびょういん",
        ends=10, terms=2, notice=(30, "d"), curve=STRONG, fit_reason="手術日の申し送り", tags=("医療",), fiscal_year_end=9,
    ),
    Firm(
        "ferncastle", "Ferncastle Dental", "en", "tech", "health", 14, 4300,
        ends=6, terms=2, notice=(1, "m"), curve=((24, 0.55), (12, 0.60), (0, 0.57)), fit_reason="two surgeries, one rota", tags=("self-serve",),
    ),
    Firm(
        "akanebashi", "茜橋会計事務所", "ja", "tech", "legal", 24, 4400, reading="あかねばしかいけいじむしょ",
        terms=3, notice=(1, "m"), curve=STEADY, fit_reason="決算期の進み具合を全員で見る", tags=("士業",), fiscal_year_end=12,
    ),
    Firm(
        "hoshigase-taxi", "星ヶ瀬タクシー", "ja", "tech", "travel", 35, 3900, reading="ほしがせたくしー",
        terms=2, notice=(1, "m"), curve=((24, 0.62), (12, 0.60), (0, 0.52)), fit_reason="点呼記録", tags=("交通",), sponsor=False,
    ),
    Firm(
        "oakhollow", "Oakhollow Coffee", "en", "tech", "retail", 15, 4100,
        ends=-2, terms=1, notice=(1, "m"), loss=Loss(("full", "voluntary", "avoidable", "early", "low_use"), seen=((52, "three weeks without a sign-in"),)),
        curve=((14, 0.74), (9, 0.74), (7, 0.36), (2, 0.06)), fit="poor", fit_reason="four people, one shop", tags=("self-serve",),
        fiscal_year_end=12,
    ),
    Firm(
        "tsuyukusa", "露草デザイン", "ja", "tech", "craft", 19, 4000, reading="つゆくさでざいん",
        terms=2, notice=(1, "m"), curve=STRONG, fit_reason="校正のやり取り", tags=("制作",),
    ),
)  # fmt: skip
