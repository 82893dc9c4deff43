"""What Japanese tables call their columns, and what stands in those that hold one of several words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_ACCOUNT = "顧客名 会社名 企業名 取引先名 アカウント名 顧客 会社 企業 取引先 お客様 社名"

_HEADINGS: Mapping[str, Mapping[str, str]] = {
    "accounts": {
        "name": f"{_ACCOUNT} お客様名 名前 名称",
        "reading": "よみ 読み よみがな ふりがな フリガナ カナ",
        "external_id": "外部ID 顧客ID 顧客コード 顧客番号 取引先コード 会社コード",
        "domain": "ドメイン メールドメイン",
        "segment": "セグメント タッチモデル タッチ 顧客区分",
        "phase": "フェーズ 段階 ステージ 顧客フェーズ",
        "industry": "業種 業界 産業",
        "fit": "適合 適合度",
        "fit_reason": "適合の理由",
        "tags": "タグ ラベル キーワード",
        "parent": "親会社 親会社名 親アカウント",
        "fiscal_year_end": "決算月",
    },
    "people": {
        "account": f"{_ACCOUNT} 所属会社 勤務先",
        "name": "氏名 名前 お名前 姓名 担当者名 担当者",
        "reading": "よみ 読み よみがな ふりがな フリガナ カナ",
        "email": "メールアドレス メール Eメール 電子メール",
        "phone": "電話番号 電話 携帯 携帯電話",
        "title": "役職 役職名 肩書 肩書き 職位",
        "department": "部署 部署名 部門 所属部署",
        "role": "役割 立場",
        "from": "着任日 就任日 開始日",
        "to": "離任日 退任日 退職日 終了日",
        "exchanged_on": "名刺交換日 名刺交換",
    },
    "touchpoints": {
        "account": _ACCOUNT,
        "date": "日付 実施日 対応日 活動日 面談日 訪問日 接点日",
        "kind": "種別 種類 手段 接点種別 活動種別",
        "state": "状態",
        "body": "本文 内容 メモ 議事録 対応内容 活動内容 記録",
        "sentiment": "感触 温度感 反応",
        "two_way": "双方向 対話",
        "purpose": "目的 用件",
        "minutes": "所要時間 時間(分) 所要時間(分) 分",
        "tags": "タグ ラベル キーワード",
        "external_id": "外部ID 活動ID 接点ID 管理番号",
    },
    "tasks": {
        "account": _ACCOUNT,
        "text": "約束 内容 タスク 件名 本文",
        "side": "担当側",
        "who": "担当 担当者",
        "due": "期日 期限",
        "made_on": "約束した日",
        "done_on": "済んだ日 完了日",
        "dropped_on": "取り下げた日",
        "customer_knows": "お客様の了解",
    },
    "requests": {
        "account": _ACCOUNT,
        "words": "要望 内容 本文",
        "product_area": "製品の領域 製品領域",
        "raised_on": "受けた日 受付日",
        "amount": "金額",
        "currency": "通貨",
        "shipped_on": "提供日 リリース日",
        "closed_on": "完了日",
    },
    "plans": {
        "account": _ACCOUNT,
        "name": "サクセスプラン名 サクセスプラン プラン名 プラン 計画名 名前 名称",
        "made_for": "プランの種類 種類 種別",
        "success": "成功の定義 成功の状態 ゴール",
        "start": "開始日",
        "end": "終了日",
        "next_review": "次回の確認 次回確認日 次回レビュー日 次回レビュー",
        "closed_on": "完了日",
    },
    "objectives": {
        "account": _ACCOUNT,
        "plan": "サクセスプラン サクセスプラン名 プラン プラン名",
        "title": "目標 目標名 内容 名前",
        "metric": "指標 指標名 KPI",
        "unit": "単位",
        "baseline": "開始時 開始時の値 現状値 基準値",
        "target": "目標値",
        "start": "開始日",
        "due": "期日 期限",
        "customer_owner": "お客様の担当 お客様側の担当 お客様担当 お客様担当者",
        "vendor_owner": "当社の担当 当社側の担当 当社担当 当社担当者",
        "met_on": "達成日",
        "dropped_on": "取り下げた日",
    },
    "milestones": {
        "account": _ACCOUNT,
        "objective": "目標 目標名",
        "title": "マイルストーン マイルストーン名 内容 名前",
        "side": "担当側",
        "who": "担当 担当者",
        "due": "期日 期限",
        "done_on": "済んだ日 完了日",
        "dropped_on": "取り下げた日",
        "amount": "済んだ量 実績",
        "of_amount": "全体の量 全体",
        "unit": "単位",
    },
    "commitments": {
        "account": _ACCOUNT,
        "plan": "サクセスプラン サクセスプラン名 プラン プラン名",
        "objective": "目標 目標名",
        "agreed": "合意 合意の状態 状態",
        "by": "合意した人 合意者 お名前 氏名",
        "date": "日付 合意日",
        "how": "合意の方法 方法",
        "version": "版 プランの版",
    },
    "reviews": {
        "account": _ACCOUNT,
        "period": "期間 対象期間 四半期",
        "start": "開始日 期間の開始日",
        "end": "終了日 期間の終了日",
        "date": "開催日 開催予定日 日付",
        "comparison": "比較 比較対象",
        "language": "言語",
        "held_on": "実施日 終えた日",
    },
    "decisions": {
        "account": _ACCOUNT,
        "review": "定期レビュー レビュー QBR 対象期間",
        "text": "決定事項 決まったこと 内容 本文",
        "date": "日付 決定日",
        "by": "決めた人 決定者 お名前 氏名",
    },
    "review_notes": {
        "account": _ACCOUNT,
        "review": "定期レビュー レビュー QBR 対象期間",
        "chapter": "章 セクション 項目",
        "title": "章の名前 題名 タイトル",
        "headline": "見出し",
        "points": "要点 箇条書き",
        "speaker_notes": "発表者ノート ノート 話すこと",
    },
    "contracts": {
        "account": _ACCOUNT,
        "number": "契約番号 契約ID 契約コード 契約 番号",
        "type": "契約の種類 契約種別 種類 種別",
        "start": "開始日 契約開始日",
        "end": "終了日 契約終了日 満了日",
        "currency": "通貨",
        "notice": "通知期間 解約通知期間",
        "notice_unit": "通知期間の単位",
        "auto_renew": "自動更新",
        "renewal_months": "更新期間 更新期間(月) 更新月数",
        "reseller": "販売店 代理店",
        "bill_to": "請求先",
        "intent_on": "更新の意思を確認した日 意思確認日",
        "intent_by": "更新の意思を示した人 意思を示した人",
        "intent_how": "確認の方法 確認方法",
        "approval_due": "稟議の期限 稟議期限",
        "budget_due": "予算の期限 予算期限",
        "notified_on": "通知を受けた日 解約通知日",
        "outcome": "更新の結果 結果",
        "outcome_on": "結果が決まった日 決定日",
        "churn_reasons": "解約理由 解約の理由",
    },
    "contract_lines": {
        "account": _ACCOUNT,
        "contract": "契約番号 契約 契約ID",
        "product": "製品 製品名 商品 商品名 品目",
        "quantity": "数量 個数 ライセンス数",
        "unit_price": "単価",
        "amount": "金額 請求額",
        "billing": "請求の区切り 請求単位 請求サイクル 請求",
        "start": "開始日",
        "end": "終了日",
        "free_months": "無償月数 無料月数",
    },
    "forecasts": {
        "account": _ACCOUNT,
        "contract": "契約番号 契約 契約ID",
        "date": "日付 見込みの日付",
        "committed": "確度の高い見込み コミット",
        "best": "最善 最善の見込み",
        "worst": "最悪 最悪の見込み",
        "currency": "通貨",
        "reason": "理由 根拠",
    },
    "csqls": {
        "account": _ACCOUNT,
        "signal": "兆し 内容 件名 案件名",
        "origin": "きっかけ 発見元",
        "submitted_on": "提出日 営業への提出日",
        "accepted_on": "受理日 営業の受理日",
        "won_on": "受注日",
        "lost_on": "失注日",
        "amount": "金額 見込み金額 想定金額",
        "currency": "通貨",
    },
}

_WORDS: Mapping[str, str] = {
    "segment": "high ハイタッチ low ロータッチ tech テックタッチ",
    "phase": "onboarding 導入 adoption 活用 renewal 更新 renewal 更新・拡大 churned 解約",
    "fit": "good 適合 partial 一部適合 poor 不適合 design_partner デザインパートナー",
    "role": (
        "champion チャンピオン sponsor スポンサー decision_maker 決裁者 payer 経理・購買 connector 情シス user 現場 "
        "sceptic 慎重派"
    ),
    "kind": (
        "call 電話 meeting 会議 meeting 打ち合わせ email メール visit 訪問 review レビュー chat チャット "
        "training トレーニング event イベント note メモ"
    ),
    "state": "planned 予定 done 済み done 実施済み",
    "purpose": (
        "onboarding 導入 adoption 活用 renewal 更新 expansion 拡大 support サポート relationship 関係 internal 社内"
    ),
    "side": "me 自分 customer お客様 internal 社内",
    "origin": "usage 利用状況から usage 利用状況 conversation 会話から conversation 会話 request 要望から request 要望",
    "comparison": "previous 前四半期 previous 前期 last_year 前年同期 none なし none 比較なし",
    "language": "ja 日本語 en 英語",
    "chapter": (
        "promises 前回の約束 goals 目標 outcomes 成果 use 利用状況 use 利用 support サポート health ヘルス "
        "people 関係者 people 体制 actions これまでの活動 next 次の計画 asks お願い roadmap ロードマップ own 独自"
    ),
    "type": "paid 有償 paid 本契約 trial 試用 trial トライアル poc 実証 poc 概念実証 free 無償",
    "notice_unit": "d 日 m か月 m ヶ月 m ヵ月 m カ月 m 月",
    "billing": "monthly 月額 monthly 月 yearly 年額 yearly 年 term 期間一括 term 一括 one_off 一回 one_off 単発",
    "outcome": "renewed 更新 churned 解約 contracted 減額 contracted 縮小",
    "agreed": "proposed 提案 proposed 提案中 committed 合意 committed 合意済み lapsed 失効",
}


def bare(heading: str) -> str:
    """Return a heading without what people write differently: width, case and spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", heading).casefold())


HEADINGS: Mapping[str, Mapping[str, str]] = {
    kind: {bare(heading): name for name, headings in columns.items() for heading in headings.split()}
    for kind, columns in _HEADINGS.items()
}
"""The column that a heading stands for, by table."""

OPTIONS: Mapping[str, Mapping[str, str]] = {
    name: dict(zip((parts := words.split())[1::2], parts[::2], strict=True)) for name, words in _WORDS.items()
}
"""The option that a word stands for, by column."""
