"""Files as a Japanese office sends them: CP932, headings in Japanese, dates and numbers as people write them."""

from __future__ import annotations

from pathlib import Path

ACCOUNTS = """顧客名,顧客ID,ドメイン,セグメント,フェーズ,業種,担当,タグ,親会社,よみ
株式会社みどり食品,A-1,midori.example,ハイタッチ,活用,食品,伊藤,重点;関西,,みどりしょくひん
青葉信用金庫,A-2,aoba.example,ロータッチ,導入,金融,伊藤,,,あおばしんようきんこ
みどり物流㈱,A-3,,テックタッチ,活用,物流,伊藤,,株式会社みどり食品,みどりぶつりゅう
"""
PEOPLE = """会社名,氏名,メールアドレス,役職,部署,役割,着任日
㈱みどり食品,佐藤 花子,hanako@midori.example,課長,生産管理部,チャンピオン,2024/4/1
㈱みどり食品,渡辺 誠,makoto@midori.example,執行役員,経営企画,スポンサー,令和5年10月1日
青葉信用金庫,田村 一郎,,係長,システム部,情シス,
株式会社どこにもない,山田,,,,,
"""
CONTRACTS = """会社名,開始日,終了日,製品,数量,単価,通貨,請求,通知期限,自動更新,契約番号
A-1,2026/3/1,2027/2/28,Banso Cloud,"1,200","1,500",JPY,月額,1か月前,はい,C-100
A-1,2026/3/1,2027/2/28,分析オプション,1,"▲10,000",JPY,月額,1か月前,はい,C-100
A-2,2026年4月1日,2027年3月31日,Banso Cloud,50,1500,JPY,月額,30日前,いいえ,
"""
TOUCHPOINTS = """会社名,日付,種類,内容,参加者,タグ
みどり食品,2026/11/10,電話,解約の話が出た。ﾗｲｾﾝｽを見直す,佐藤花子,活用
みどり食品,2026/10/5,会議,定例。在庫画面の変更で現場が混乱,佐藤 花子、渡辺 誠,
みどり食品,2026/10/5,会議,定例。在庫画面の変更で現場が混乱,佐藤 花子、渡辺 誠,
青葉信用金庫,2026/12/1,訪問,キックオフ後のレビュー,田村,
青葉信用金庫,2026/13/1,訪問,日付が変,,
"""
FILES = {"顧客.csv": ACCOUNTS, "関係者.csv": PEOPLE, "契約.csv": CONTRACTS, "接点.csv": TOUCHPOINTS}


def written(folder: Path) -> list[Path]:
    """Write the four files in CP932 and return them, last first, so that their order must be found."""
    paths = []
    for name, text in FILES.items():
        path = folder / name
        path.write_bytes(text.encode("cp932"))
        paths.append(path)
    return paths[::-1]
