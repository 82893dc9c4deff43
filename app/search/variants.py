"""Which written forms count as one: kanji variants of names, legal forms of companies."""

from __future__ import annotations

# One line per folded form: the form kept, then the forms folded into it. NFKC leaves all of these apart.
_KANJI = """
高髙 崎﨑嵜碕 斉齊斎齋 辺邊邉 浜濱濵 沢澤 広廣 国國圀 真眞 吉𠮷 島嶋嶌 桜櫻 滝瀧 竜龍 渋澁澀 塩鹽 関關 徳德
恵惠 栄榮 実實 寿壽 寛寬 満滿 穂穗 総總 聡聰 万萬 与與 予豫 亜亞 仏佛 会會 体體 余餘 児兒 円圓 写寫 処處
剣劍劔 労勞 勲勳 区區 医醫 単單 厳嚴 参參 双雙 収收 叙敍 号號 営營 嘱囑 団團 囲圍 図圖 圧壓 堕墮 塁壘 声聲
壱壹 売賣 変變 奥奧 学學斈 宝寶寳 対對 専專 将將 尽盡 届屆 岳嶽 峡峽 巌巖 巣巢 帯帶 庁廳 弁辨瓣辯 弐貳 弥彌
弾彈 当當 径徑 従從 応應 恋戀 悪惡 戦戰 戯戲 戸戶 払拂 抜拔 択擇 担擔 拝拜 拠據 拡擴 挙擧 挟挾 捜搜 揺搖
摂攝 数數 断斷 旧舊 昼晝 晩晚 暁曉 曽曾 条條 来來 枢樞 柳栁 桑桒 桧檜 検檢 楼樓 楽樂 様樣 横橫 欠缺 欧歐
歓歡 歩步 歯齒 歳歲 歴歷 残殘 殴毆 毎每 気氣 渓溪 浄淨 浅淺 涙淚 済濟 渇渴 温溫 湾灣 湿濕 準凖 滞滯 潜潛
瀬瀨 灯燈 炉爐 点點 為爲 焼燒 犠犧 状狀 独獨 狭狹 猟獵 献獻 獣獸 瑶瑤 画畫 畳疊 痴癡 発發 盗盜 県縣 砕碎
礼禮 祢禰 称稱 稲稻 穏穩 窃竊 竃竈 粋粹 糸絲 経經 絵繪 継繼 続續 縦縱 繊纖 緑綠 縁緣 缶罐 翻飜 聴聽 胆膽
脳腦 臓臟 舎舍 芸藝 茎莖 荘莊 蔵藏 薫薰 薬藥 虫蟲 蚕蠶 蛍螢 蛮蠻 衛衞 装裝 覇霸 覚覺 覧覽 観觀 触觸 訳譯
証證 誉譽 読讀 諌諫 謡謠 譲讓 豊豐 賛贊 践踐 転轉 軽輕 辞辭 逓遞 遅遲 遥遙 郎郞 郷鄕 酔醉 釈釋 鉄鐵 鉱鑛
銭錢 鋳鑄 録錄 錬鍊 鎮鎭 陥陷 陽阳 険險 随隨 隠隱 隣鄰 雑雜 霊靈 静靜 頼賴 顔顏 顕顯 飯飰 駅驛 駆驅 騒騷
験驗 髄髓 鶏鷄雞 鴎鷗 麦麥 麹麴 黄黃 黒黑 黙默 齢齡 亀龜 富冨 館舘 槙槇 薮藪 梅楳 杉椙 峰峯 略畧 裏裡 凛凜
晃晄 涼凉 場塲 船舩 秋秌 棲栖 翠翆 蝋蠟 掴摑 填塡 頬頰 剥剝 噛嚙 躯軀 叱𠮟 か箇
"""


def kanji_table() -> dict[str, str]:
    """Return which character each variant is folded into, chains already followed."""
    table: dict[str, str] = {}
    for group in _KANJI.split():
        for variant in group[1:]:
            if variant != group[0]:
                table.setdefault(variant, group[0])
    return {variant: table.get(kept, kept) for variant, kept in table.items()}


# After NFKC the signs ㈱ ㈲ ㈳ ㈶ ㈻ read "(株)" and so on; each full form holds the short form's character,
# so that a query cut off at the bracket still finds it.
LEGAL_SHORT: dict[str, str] = {
    "(株)": "株式会社",
    "(有)": "有限会社",
    "(同)": "合同会社",
    "(資)": "合資会社",
    "(名)": "合名会社",
    "(社)": "社団法人",
    "(財)": "財団法人",
    "(学)": "学校法人",
    "(医)": "医療法人",
    "(福)": "社会福祉法人",
    "(独)": "独立行政法人",
}

LEGAL_FULL: tuple[str, ...] = (
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "一般社団法人",
    "公益社団法人",
    "社団法人",
    "一般財団法人",
    "公益財団法人",
    "財団法人",
    "学校法人",
    "医療法人",
    "社会福祉法人",
    "国立大学法人",
    "独立行政法人",
    "特定非営利活動法人",
    "かぶしきがいしゃ",
    "ゆうげんがいしゃ",
)

LEGAL_ENGLISH: tuple[str, ...] = (
    "k k",
    "kk",
    "inc",
    "incorporated",
    "co",
    "company",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "llc",
    "plc",
    "gmbh",
    "pty",
    "g k",
    "gk",
)
