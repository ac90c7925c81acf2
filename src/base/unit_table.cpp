// SPDX-License-Identifier: Apache-2.0
#include "base/unit_table.hpp"

#include <array>

namespace kc::base {
namespace {

constexpr BaseUnit counted(std::u32string_view name, Counted what = Counted::other,
                           std::u32string_view aliases = {}) {
    return {name, aliases, Dimension::count, 1, 1, what};
}

using enum Dimension;

constexpr std::array kUnits{
    BaseUnit{U"", U"", none},

    // 个 goes with every other counting word.
    counted(U"个", Counted::anything),
    counted(U"家", Counted::body),
    counted(U"户", Counted::body),
    counted(U"所", Counted::body),
    counted(U"人", Counted::person),
    counted(U"名", Counted::person),
    counted(U"位", Counted::person),
    counted(U"场", Counted::event, U"场次"),
    counted(U"次", Counted::event),
    counted(U"项"),
    counted(U"件"),
    counted(U"处"),
    counted(U"篇"),
    counted(U"届"),
    counted(U"座"),
    counted(U"台"),
    counted(U"套"),
    counted(U"辆"),
    counted(U"种"),
    counted(U"类"),
    counted(U"批", Counted::other, U"批次"),
    counted(U"条"),
    counted(U"部"),
    counted(U"本"),
    counted(U"期"),
    counted(U"支"),
    counted(U"组"),
    counted(U"对"),
    counted(U"份"),
    counted(U"张"),
    counted(U"只"),
    counted(U"头"),
    counted(U"株"),
    counted(U"例"),
    counted(U"门"),
    counted(U"款"),
    counted(U"宗"),
    counted(U"笔"),
    counted(U"起"),
    counted(U"轮", Counted::other, U"轮次"),
    counted(U"间"),
    counted(U"栋"),
    counted(U"幢"),
    counted(U"艘"),
    counted(U"架"),
    counted(U"枚"),
    counted(U"块"),
    counted(U"课时"),
    counted(U"标准箱"),
    counted(U"台套", Counted::other, U"台(套) 台（套）"),
    counted(U"件次"),
    counted(U"项次"),
    counted(U"站"),
    counted(U"口"),
    counted(U"颗"),
    counted(U"段"),
    counted(U"幅"),
    counted(U"首"),
    counted(U"集"),
    counted(U"堂"),
    counted(U"节"),
    counted(U"队"),

    // Visits, and work done: a person can be counted in them many times or in part.
    BaseUnit{U"人次", U"", person_times},
    BaseUnit{U"家次", U"户次 企次", person_times, 1, 1, Counted::body},
    BaseUnit{U"人年", U"人·年", person_time},
    BaseUnit{U"人月", U"", person_time, 1, 12},

    BaseUnit{U"元", U"人民币元 元人民币 RMB CNY", yuan},
    BaseUnit{U"美元", U"美金 USD", us_dollar},
    BaseUnit{U"欧元", U"EUR", euro},
    BaseUnit{U"日元", U"JPY", yen},
    BaseUnit{U"港元", U"港币 HKD", hong_kong_dollar},

    BaseUnit{U"%", U"％", proportion, 1, 100},
    BaseUnit{U"‰", U"", proportion, 1, 1000},
    BaseUnit{U"个百分点", U"百分点 个点", percentage_points},
    BaseUnit{U"倍", U"", multiple},
    BaseUnit{U"分", U"分值", score},

    // 年 and 天 are not joined: a year has 365 or 366 days, a month 28 to 31.
    BaseUnit{U"年", U"周年", months, 12},
    BaseUnit{U"个月", U"月", months},
    BaseUnit{U"天", U"日 自然日", days},
    BaseUnit{U"周", U"星期", days, 7},
    BaseUnit{U"小时", U"学时", days, 1, 24},
    BaseUnit{U"分钟", U"", days, 1, 1440},
    BaseUnit{U"秒", U"秒钟", days, 1, 86400},
    BaseUnit{U"个工作日", U"工作日", working_days},

    BaseUnit{U"米", U"", length},
    BaseUnit{U"公里", U"千米 km", length, 1000},
    BaseUnit{U"厘米", U"cm", length, 1, 100},
    BaseUnit{U"毫米", U"mm", length, 1, 1000},
    BaseUnit{U"平方米", U"平米 平方 ㎡ m² m2", area},
    BaseUnit{U"亩", U"", area, 2000, 3},  // 15 亩 make a hectare
    BaseUnit{U"公顷", U"", area, 10000},
    BaseUnit{U"平方公里", U"平方千米 km² km2 ㎢", area, 1000000},
    BaseUnit{U"立方米", U"m³ m3", volume},
    BaseUnit{U"升", U"", volume, 1, 1000},

    BaseUnit{U"吨", U"", mass, 1000},
    BaseUnit{U"公斤", U"千克 kg", mass},
    BaseUnit{U"斤", U"", mass, 1, 2},
    BaseUnit{U"克", U"", mass, 1, 1000},
    BaseUnit{U"吨标准煤", U"吨标煤", coal_equivalent},
    BaseUnit{U"千瓦", U"kW KW", power, 1000},
    BaseUnit{U"兆瓦", U"MW", power, 1000000},
    BaseUnit{U"吉瓦", U"GW", power, 1000000000},
    BaseUnit{U"千瓦时", U"度 kWh", energy},
    BaseUnit{U"兆瓦时", U"MWh", energy, 1000},
    BaseUnit{U"PFLOPS", U"PFlops", computing},
    BaseUnit{U"EFLOPS", U"EFlops", computing, 1000},
};

}  // namespace

std::span<const BaseUnit> base_units() {
    return kUnits;
}

}  // namespace kc::base
