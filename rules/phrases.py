"""How officials write: one form for every spelling."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TRADITIONAL = (
    "經費務車購運護國財預決實際數萬億單說總額計項減與較幾個團組輛備專門間關開閉級廳縣區鄉鎮處辦產業員職責機構導領幹種類紀報圖書館學醫"
    "療衛環質監測檢驗標準規則範條約節儉厲嚴執現審復議訴訟調動態網絡電話號碼頁題錄資銀錢賬帳貨幣買賣價稅險維繕過橋獎勵補貼償雜訓練習參"
    "觀訪問賓來東後從當內協會聯繫係統寫歷歲變無沒發為於應該這樣對錯誤階層陽陰陳蘭灣島濟漢溫濱龍齊寧廣慶廠庫廢獨獲顯顧願飛養餘馬駐駛騎"
    "驅鹽麗黃點黨齡傳優儲兩冊凍劃剛創勞勢勝匯滙雙吳園圍圓場塊堅壓壞夠奮婦孫寬將尋屆屬嶺帶幫彙徑徵徹恆愛慣慮憑懷戰戶擔據擴擬擇攜攝敗敘"
    "斷時曆極楊榮樓樞橫檔歡歸殘氣況涼湯滅滿漲潔潤瀏覽災烏熱燈營爭爾狀獄畝畫異盡盤眾礎確禮稱積穩窮競筆築簡簽籌紅納純紙細終結給絕綠綱緊"
    "線編緩縮縱績織繳續罰羅聞聲聽肅臨舉舊藝藥虧術衝裝裡裏製複覺視親訂訊討託記設許評詞詢試詳認誠語課談請論謝證識譯讀讓豐負貢貧貫貴貿賀"
    "賞賠贈趕趙踐軌軍軟載輔輕輪輸轄轉辭農達違遞遠適選遺還邊郵鄰釋針鋼鍵鐵長閱闊隊隨隱雖難雲靈靜響順須頒頓頭風飯飲魚鮮麥佔臺強啟劉鄭禦"
    "遊週滬癥偵煙牽馮鄧蘇鳳鳴鶴囑噸廈樹檯潛澤瀋灑燒獻璽疊癒盜糧纜鑒鑑罷膽艱蓋藍蟲襲訖註誌諮謀諸譽賢贊跡蹤辯遷鄺釀鈔鉛銷鋪鏡閣闢陸隸離"
    "靂韓飾驟鬆麵黴撥體華佈紹併並俠倉傑債傷僅僑兒凱別劑勁勳厭呂喬嗎噴嚮堯墊墾壇壟壯壽夾奪奧娛嬰宮寶岡峽崗嶼巖師帥幟廟張彌彎憂懲懇懸戲"
    "拋捨捲掃掛採揚換揮損搶撫撲擁擊擋擠擾攔攤攬敵曉曬棄棗棟棧棲樁樂樸櫃欄權歐殼毀汙沖渦淚淨淪淵渾湧溝滲滯漁漸漿潑澆澇濃濾瀕瀘煉煩熒爐"
    "牘犧狹獅瑪瓊甌畢盧硯碩磚禍禎禪穀穎竊豎簾籃籠籲糾紋紐紛紡絲綜綫緒緝緣緯縫繞繩繪繼纖義聰脅脫腫膚膠臉興莊萊葉葦蔣蔭薦薩蘆蘋虛蝦衆褲"
    "詐誇誘諒諧謙謹譜讚豬賄賜賽趨躍輿轟逕連進遼邁鄲醜銅銘鋁鋒錫錦鍋鎖鏈鐘鑄鑽閒閩陝陣隴雞霧韋頂頻顏飼駁駕騰驚魯鳥鴨鵬齒龜"
)
_SIMPLIFIED = (
    "经费务车购运护国财预决实际数万亿单说总额计项减与较几个团组辆备专门间关开闭级厅县区乡镇处办产业员职责机构导领干种类纪报图书馆学医"
    "疗卫环质监测检验标准规则范条约节俭厉严执现审复议诉讼调动态网络电话号码页题录资银钱账账货币买卖价税险维缮过桥奖励补贴偿杂训练习参"
    "观访问宾来东后从当内协会联系系统写历岁变无没发为于应该这样对错误阶层阳阴陈兰湾岛济汉温滨龙齐宁广庆厂库废独获显顾愿飞养余马驻驶骑"
    "驱盐丽黄点党龄传优储两册冻划刚创劳势胜汇汇双吴园围圆场块坚压坏够奋妇孙宽将寻届属岭带帮汇径征彻恒爱惯虑凭怀战户担据扩拟择携摄败叙"
    "断时历极杨荣楼枢横档欢归残气况凉汤灭满涨洁润浏览灾乌热灯营争尔状狱亩画异尽盘众础确礼称积稳穷竞笔筑简签筹红纳纯纸细终结给绝绿纲紧"
    "线编缓缩纵绩织缴续罚罗闻声听肃临举旧艺药亏术冲装里里制复觉视亲订讯讨托记设许评词询试详认诚语课谈请论谢证识译读让丰负贡贫贯贵贸贺"
    "赏赔赠赶赵践轨军软载辅轻轮输辖转辞农达违递远适选遗还边邮邻释针钢键铁长阅阔队随隐虽难云灵静响顺须颁顿头风饭饮鱼鲜麦占台强启刘郑御"
    "游周沪症侦烟牵冯邓苏凤鸣鹤嘱吨厦树台潜泽沈洒烧献玺叠愈盗粮缆鉴鉴罢胆艰盖蓝虫袭讫注志咨谋诸誉贤赞迹踪辩迁邝酿钞铅销铺镜阁辟陆隶离"
    "雳韩饰骤松面霉拨体华布绍并并侠仓杰债伤仅侨儿凯别剂劲勋厌吕乔吗喷向尧垫垦坛垄壮寿夹夺奥娱婴宫宝冈峡岗屿岩师帅帜庙张弥弯忧惩恳悬戏"
    "抛舍卷扫挂采扬换挥损抢抚扑拥击挡挤扰拦摊揽敌晓晒弃枣栋栈栖桩乐朴柜栏权欧壳毁污冲涡泪净沦渊浑涌沟渗滞渔渐浆泼浇涝浓滤濒泸炼烦荧炉"
    "牍牺狭狮玛琼瓯毕卢砚硕砖祸祯禅谷颖窃竖帘篮笼吁纠纹纽纷纺丝综线绪缉缘纬缝绕绳绘继纤义聪胁脱肿肤胶脸兴庄莱叶苇蒋荫荐萨芦苹虚虾众裤"
    "诈夸诱谅谐谦谨谱赞猪贿赐赛趋跃舆轰径连进辽迈郸丑铜铭铝锋锡锦锅锁链钟铸钻闲闽陕阵陇鸡雾韦顶频颜饲驳驾腾惊鲁鸟鸭鹏齿龟"
)
_DROPPED = " \t\r\n\u3000\u00a0\u200b\ufeff“”\"'‘’「」『』《》〈〉*·•"
_ONE_FORM = str.maketrans(_TRADITIONAL, _SIMPLIFIED, _DROPPED)
_UNSIMPLIFIED = re.compile(f"[{_TRADITIONAL}]")
_WIDE = tuple(zip("，（）：；！？\u3000", ",():;!? ", strict=True))  # the frequent ones, replaced one by one
_TOUCHED = re.compile(
    f"[{_TRADITIONAL}{_DROPPED}{''.join(wide for wide, _ in _WIDE)}]"
)  # without these little is to be done
_ODD = re.compile("[^\x00-\x7f\u4e00-\u9fff、。《》〈〉「」『』【】〔〕“”‘’—·]+")  # what normalising may change
_MARKS = re.compile("[\u0300-\u036f]")  # join the letter before them
_SPOKEN = re.compile(r"\([a-z]{0,5}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{0,5}\)")
_NUMBERING = re.compile(
    r"^(?:附件\d*[::、.]?)?(?:[(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)、.:.]|第[\d一二三四五六七八九十]+[部分章项节]+|№\d+)+"
)


@lru_cache(maxsize=65536)
def squeeze(text: str) -> str:
    """The text in the form in which words are compared: NFKC, in simplified characters, without spaces and quotes.

    Copies that print how each character is spoken (經(jīng)費) read like the others.
    """
    if _TOUCHED.search(text) is None and unicodedata.is_normalized("NFKC", text):
        return _SPOKEN.sub("", text) if "(" in text else text
    for wide, plain in _WIDE:
        text = text.replace(wide, plain)
    text = normal(text)
    if _UNSIMPLIFIED.search(text):
        text = text.translate(_ONE_FORM)
    else:
        for dropped in _DROPPED:
            text = text.replace(dropped, "")
    return _SPOKEN.sub("", text) if "(" in text else text


def normal(text: str) -> str:
    """The text in the form NFKC, for which only what may change is looked at where no marks join letters."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    return unicodedata.normalize("NFKC", text) if _MARKS.search(text) else _ODD.sub(_normalized, text)


def _normalized(found: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", found[0])


def unnumbered(text: str) -> str:
    """Squeezed text without a leading number such as `1.`, `（一）` or `附件2：`."""
    return _NUMBERING.sub("", squeeze(text))


def clauses(text: str) -> list[str]:
    """The sentences of a text, each squeezed; a line end ends a sentence."""
    return [squeeze(part) for part in re.split(r"[。;;\n]", text) if part.strip()]
