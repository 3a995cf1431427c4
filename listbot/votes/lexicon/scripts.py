"""Scripts that put no space between a value and the words beside it, and the few words of theirs
that leave a value a vote: "+1です", "我+1".

Any other word of such a script may turn the value round ("+1ではありません"): its writer is asked.
"""

from listbot.votes.lexicon.words import phrase_list, vocabulary

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Han, kana and hangul, as ranges of a character class."""
COURTEOUS = vocabulary(
    "です します でお願いします でお願い致します 投票します に投票します 私は 我 "
    "我投 票 一票 입니다 이요 요 이에요 "
    "저는 저도 드립니다 합니다"
)
"""Beside any value: forms of being, giving and politeness, and the first person."""
ASSENTING = vocabulary(
    "賛成 賛成です 賛成します 支持 支持します 同意 同意します 赞成 贊成 "
    "我赞成 我贊成 我支持 我同意 찬성 찬성합니다 "
    "동의 동의합니다"
)
"""Beside a value over zero."""
BINDING = phrase_list(
    "如果; 假如; 假设; 只要; 除非; 前提是; 为条件; "
    "なら; たら; れば; 限り; 条件で; 場合; 다면; 으면; 하면; 조건; 경우"
)
"""Their "if" and "provided that": in a word of its sentence one of these binds a value."""
COUNTERS = frozenset("年月日時时間分秒度円元個个件人名回台点點倍层級级位년월개명번회점도시")
"""The first letter of what follows an amount without a space: "+1年"."""
