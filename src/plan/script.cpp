// SPDX-License-Identifier: Apache-2.0
// Traditional to simplified characters, and Taiwan wording to the mainland's.
//
// OpenCC's t2s table does the characters (it changes no lengths but for rare phrases). The words
// are ours: page converters turn mainland pages into Taiwan vocabulary word by word, and tw2sp
// would also change words that such pages kept.
#include <opencc/opencc.h>

#include <fmt/format.h>

#include <memory>
#include <string>

#include "base/utf8.hpp"
#include "plan/normalise.hpp"
#include "plan/words.hpp"

namespace kc::plan {
namespace {

// Words converters leave behind once the characters are simplified. Only used in a text that
// held traditional characters: 档案, 计划案 and 专案 are ordinary words elsewhere.
const WordTable<std::u32string_view>& converter_words() {
    static const WordTable<std::u32string_view> table = {
        {U"著力", U"着力"},         {U"著眼", U"着眼"},
        {U"著重", U"着重"},         {U"朝著", U"朝着"},
        {U"围绕著", U"围绕着"},     {U"资讯", U"信息"},
        {U"网际网路", U"互联网"},   {U"智慧财产权", U"知识产权"},
        {U"智财权", U"知识产权"},   {U"数位", U"数字"},
        {U"软体", U"软件"},         {U"硬体", U"硬件"},
        {U"积体电路", U"集成电路"}, {U"最佳化", U"优化"},
        {U"附属档案", U"附件"},     {U"视窗期", U"窗口期"},
        {U"视窗", U"窗口"},         {U"国内生产毛额", U"国内生产总值"},
        {U"网路", U"网络"},         {U"专案", U"项目"},
        {U"人工智慧", U"人工智能"}, {U"大资料", U"大数据"},
        {U"资料库", U"数据库"},     {U"云端运算", U"云计算"},
        {U"奈米", U"纳米"},         {U"雷射", U"激光"},
        {U"晶片", U"芯片"},         {U"品质", U"质量"},
        {U"联结", U"连接"},         {U"水准", U"水平"},
        {U"通路", U"渠道"},         {U"程式", U"程序"},
        {U"讯号", U"信号"},         {U"回圈", U"循环"},
        {U"迴圈", U"循环"},
    };
    return table;
}

// Left by character tables whatever the wording of the page.
const WordTable<std::u32string_view>& leftover_words() {
    static const WordTable<std::u32string_view> table = {
        {U"著力", U"着力"}, {U"佔", U"占"},     {U"份额佔", U"份额占"}, {U"乾部", U"干部"},
        {U"幹部", U"干部"}, {U"複审", U"复审"}, {U"傢", U"家"},         {U"髮展", U"发展"},
        {U"製定", U"制定"}, {U"誌愿", U"志愿"}, {U"標誌", U"标志"},     {U"隻", U"只"},
        {U"纔", U"才"},
    };
    return table;
}

Text replace_words(const Text& text, const WordTable<std::u32string_view>& table) {
    Text out;
    const std::u32string_view view = text.chars();
    std::size_t i = 0;
    while (i < text.size()) {
        const auto* entry = table.match(view, i);
        if (entry == nullptr) {
            out.push(text[i], text.origin(i));
            ++i;
            continue;
        }
        const std::size_t from = entry->first.size();
        const std::size_t to = entry->second.size();
        for (std::size_t k = 0; k < to; ++k) {
            // Spread the new characters over the old ones, the last on the last.
            const std::size_t old = k + 1 == to ? from - 1 : std::min(k, from - 1);
            out.push(entry->second[k], text.origin(i + old));
        }
        i += from;
    }
    return out;
}

// Traditional characters all lie outside the 6763 of GB 2312 but for a handful; a quick look for
// common ones saves the conversion of plain simplified text.
bool may_hold_traditional(const Text& text) {
    static const std::u32string kCommon =
        U"創國業產學發術應經濟設為與這個們來對時實進過會員電動長開關點區縣際總體達認證項額"
        U"萬億兩傢髮製佔嚴務構環領導導強鄉農村鎮範圍統籌據庫機關單責辦訊網優擇計劃畫規劃聯"
        U"補貼獎勵資類級團隊養專標準質轉讓評價審計劃東亞無線見現權義頁處節約銀從後場書華廣"
        U"報戰難顯僅運輸選擇雙極門間題風飛馬驗黨齊";
    static const std::unordered_map<char32_t, bool> kSet = [] {
        std::unordered_map<char32_t, bool> set;
        for (const char32_t c : kCommon) set.emplace(c, true);
        return set;
    }();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (kSet.contains(text[i])) return true;
    }
    return false;
}

class Simplifier {
public:
    std::u32string convert(std::u32string_view line) {
        const std::string bytes = base::encode_utf8(line);
        return base::decode_utf8(converter_.Convert(bytes));
    }

private:
    opencc::SimpleConverter converter_{"t2s.json"};
};

Simplifier& simplifier() {
    static Simplifier instance;
    return instance;
}

// Converts one line in place. Where a phrase changed the length, character by character.
std::size_t simplify_line(Text& text, std::size_t begin, std::size_t end) {
    const std::u32string converted = simplifier().convert(text.view(begin, end));
    std::size_t changed = 0;
    for (std::size_t i = begin; i < end; ++i) {
        char32_t c = text[i];
        if (converted.size() == end - begin) {
            c = converted[i - begin];
        } else {
            const std::u32string single = simplifier().convert(text.view(i, i + 1));
            if (single.size() == 1) c = single[0];
        }
        if (c != text[i]) ++changed;
        text.set(i, c);
    }
    return changed;
}

}  // namespace

Text simplify_script(const Text& text, std::size_t* converted) {
    if (!may_hold_traditional(text)) return replace_words(text, leftover_words());
    Text out = text;
    std::size_t changed = 0;
    std::size_t begin = 0;
    while (begin < out.size()) {
        std::size_t end = begin;
        while (end < out.size() && out[end] != U'\n') ++end;
        changed += simplify_line(out, begin, end);
        begin = end + 1;
    }
    if (converted != nullptr) *converted = changed;
    out = replace_words(out, leftover_words());
    // A stray 傢 or 佔 in a mainland page says nothing about its vocabulary.
    constexpr std::size_t kConvertedPage = 12;
    return changed >= kConvertedPage ? replace_words(out, converter_words()) : out;
}

}  // namespace kc::plan
