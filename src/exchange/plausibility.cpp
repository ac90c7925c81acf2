// SPDX-License-Identifier: Apache-2.0
#include "exchange/plausibility.hpp"

#include <bitset>
#include <string>

#include "base/check.hpp"
#include "base/utf8.hpp"
#include "exchange/strict_decoder.hpp"

namespace kc::exchange {
namespace {

constexpr std::size_t kSampleBytes = 96 * 1024;
constexpr double kCommonPoints = 0.8;  // an everyday character counts 1, a rare one 0
constexpr char32_t kFirstHan = 0x4E00;
constexpr char32_t kLastHan = 0x9FFF;
using HanSet = std::bitset<kLastHan - kFirstHan + 1>;

// Adds the Han characters of one block of a double-byte set.
void add_block(HanSet& set, Encoding encoding, unsigned lead_first, unsigned lead_last,
               unsigned trail_first, unsigned trail_last) {
    std::string pairs;
    for (unsigned lead = lead_first; lead <= lead_last; ++lead) {
        for (unsigned trail = trail_first; trail <= trail_last; ++trail) {
            pairs += static_cast<char>(lead);
            pairs += static_cast<char>(trail);
        }
    }
    const StrictDecoding block = decode_strictly(pairs, encoding);
    KC_CHECK(block.end == StrictDecoding::End::complete);
    for (const char32_t c : base::decode_utf8(block.text)) {
        if (c >= kFirstHan && c <= kLastHan) set.set(c - kFirstHan);
    }
}

// The two national standards both put their common characters first: level 1 of GB 2312 (3755
// characters, rows B0..D7) and of Big5 (5401, rows A4..C6). That order is the frequency table.
HanSet common_han() {
    HanSet set;
    add_block(set, Encoding::gb18030, 0xB0, 0xD7, 0xA1, 0xFE);
    add_block(set, Encoding::big5, 0xA4, 0xC5, 0x40, 0x7E);
    add_block(set, Encoding::big5, 0xA4, 0xC5, 0xA1, 0xFE);
    add_block(set, Encoding::big5, 0xC6, 0xC6, 0x40, 0x7E);
    return set;
}

// The everyday characters of planning documents in both scripts, to tell readings of a few
// characters apart that are all common ones.
constexpr std::u32string_view kEveryday =
    U"的一是在不有和人中大为上个国以到时要出会可对能而于年发后用行家事成方多法学同定分进部主理本前"
    U"开实者无力与长机民第公工明全三关点业外高重政二等产新制果加月合特代信化世度任通教提立及各入条"
    U"平系总数安建务计管期市资指统区保社展科司五基达强完设品类据程交规万技术领共确院导运创企作划目"
    U"标任推台研究投项才引培育家亿元百比增长级经济服府责单位牵头组织施体制改革深落党支持升综内小下"
    U"地"
    U"村农金融链条服牌省县镇乡局厅委办抓促转让奖补贴评价考核绩效进度季底月日六七八九十四两带动活场"
    U"為個國會對於發後學實無與長機關點業產總數務統區達強設類據規萬術領導運創劃標臺項億級經濟責單頭"
    U"組織體黨農鏈縣鎮鄉廳辦轉讓獎補貼評價績動場進開報經過現題變條質結認證專門聯優勢協調";

HanSet everyday_han() {
    HanSet set;
    for (const char32_t c : kEveryday) set.set(c - kFirstHan);
    return set;
}

double han_points(char32_t c) {
    static const HanSet kCommon = common_han();
    static const HanSet kEverydaySet = everyday_han();
    if (kEverydaySet.test(c - kFirstHan)) return 1;
    return kCommon.test(c - kFirstHan) ? kCommonPoints : 0;
}

bool is_ascii_letter(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Letters with accents, as in pinyin and names.
bool is_latin(char32_t c) {
    return c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7;
}

bool is_usual_sign(char32_t c) {
    switch (c) {
        case 0x00A0:
        case 0x00A7:
        case 0x00B0:
        case 0x00B1:
        case 0x00B7:
        case 0x00D7:
        case 0x00F7: return true;
        default: break;
    }
    return (c >= 0x2010 && c <= 0x205E) || (c >= 0x2100 && c <= 0x22FF) ||
           (c >= 0x2460 && c <= 0x24FF) || (c >= 0x25A0 && c <= 0x2613) ||
           (c >= 0x3000 && c <= 0x303F) || (c >= 0x3220 && c <= 0x33FF) ||
           (c >= 0xFF01 && c <= 0xFF5E) || (c >= 0xFFE0 && c <= 0xFFE6);
}

bool is_wrong(char32_t c) {
    if (c < 0x20) return c != '\t' && c != '\n' && c != '\r' && c != '\f';
    return (c >= 0x7F && c < 0xA0) ||                     // controls
           (c >= 0xA000 && c < 0xF900) ||                 // Yi, Hangul, surrogates, private use
           (c >= 0xFFF0 && c < 0x20000) || c >= 0x30000;  // specials, ancient scripts, beyond
}

}  // namespace

double chinese_plausibility(std::string_view utf8) {
    std::size_t judged = 0;
    double points = 0;
    char32_t previous = 0;
    for (const char32_t c : base::decode_utf8(utf8.substr(0, kSampleBytes))) {
        const char32_t before = previous;
        previous = c;
        if (is_wrong(c)) {
            ++judged;
            points -= 2;
        } else if (c >= 0x80 && c != 0xFEFF) {
            ++judged;
            if (c >= kFirstHan && c <= kLastHan) {
                points += han_points(c);
            } else if (is_usual_sign(c) || (is_latin(c) && is_ascii_letter(before))) {
                points += 1;
            }
        }
    }
    return judged == 0 ? 1.0 : points / static_cast<double>(judged);
}

}  // namespace kc::exchange
