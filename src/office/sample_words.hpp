// SPDX-License-Identifier: Apache-2.0
// Names of the sample city. Codes 9999xx belong to no place of GB/T 2260.
#pragma once

#include <array>
#include <string_view>

namespace kc::office {

inline constexpr std::string_view kSampleCity = "999900";

struct SampleCounty {
    std::string_view code;
    std::string_view zh;
    std::string_view short_name;
    std::string_view en;
    std::string_view type;
    int weight;  // its share of the firms; uneven, as counties are
};

inline constexpr std::array<SampleCounty, 7> kSampleCounties = {{
    {"999901", "澄江区", "澄江", "Chengjiang", "district", 30},
    {"999902", "柏枧区", "柏枧", "Baijian", "district", 21},
    {"999903", "桃源市", "桃源", "Taoyuan", "county-level-city", 17},
    {"999904", "徽水县", "徽水", "Huishui", "county", 13},
    {"999905", "青岩县", "青岩", "Qingyan", "county", 9},
    {"999906", "石坞县", "石坞", "Shiwu", "county", 6},
    {"999907", "云岭县", "云岭", "Yunling", "county", 4},
}};

inline constexpr std::array<std::string_view, 24> kSampleFirmWords = {
    "柏枧", "徽水", "澄源", "青峦", "云栖", "石屏", "桃溪", "江汇", "启明", "恒远", "博盛", "天瑞",
    "立诚", "中屿", "瑞禾", "东岭", "南渡", "西溪", "北原", "金穗", "银桥", "宏图", "新域", "远帆"};

struct SampleTrade {
    std::string_view word;
    std::string_view industry;
    std::string_view chain;
    int ht_in_thousand;  // how likely such a firm is high-tech
};
inline constexpr std::array<SampleTrade, 12> kSampleTrades = {{
    {"汽车零部件", "3670", "汽车及零部件", 340},
    {"新能源材料", "3985", "新能源", 480},
    {"精密机械", "3429", "智能装备", 420},
    {"电子科技", "3982", "电子信息", 520},
    {"生物医药", "2760", "生物医药", 500},
    {"新材料", "2651", "新材料", 460},
    {"绿色食品", "1392", "绿色食品", 120},
    {"纺织", "1751", "纺织服装", 110},
    {"家具", "2110", "绿色家居", 90},
    {"包装", "2231", "绿色家居", 100},
    {"水泥建材", "3011", "绿色建材", 110},
    {"金属制品", "3311", "金属新材料", 210},
}};

inline constexpr std::array<std::string_view, 10> kSampleUniversities = {
    "江东理工大学（虚构）",   "澄湾学院（虚构）",         "东岭农业大学（虚构）",
    "中屿材料研究所（虚构）", "青峦职业技术学院（虚构）", "西溪大学（虚构）",
    "云栖计算研究院（虚构）", "北原交通大学（虚构）",     "瑞禾生物研究所（虚构）",
    "南渡科技大学（虚构）"};

}  // namespace kc::office
