// SPDX-License-Identifier: Apache-2.0
// From text to answer, one row.
#include <gtest/gtest.h>

#include "formula/test_support.hpp"

namespace kc::formula {
namespace {

using testing::Firm;

std::string answer(std::string_view text, const std::vector<std::string>& cells = {}) {
    return Firm().answer(text, cells);
}

TEST(Formula, ComputesConstants) {
    EXPECT_EQ(answer("0.1 + 0.2 = 0.3"), "是");
    EXPECT_EQ(answer("29 / 100 = 29%"), "是");
    EXPECT_EQ(answer("1/3 + 1/3 + 1/3 = 1"), "是");
    EXPECT_EQ(answer("2 + 3 * 4"), "14");
    EXPECT_EQ(answer("(2 + 3) * 4"), "20");
    EXPECT_EQ(answer("-2 * 3"), "-6");
    EXPECT_EQ(answer("2亿元 = 20000万元"), "是");
    EXPECT_EQ(answer("2亿元"), "2亿元");
    EXPECT_EQ(answer("6个月 < 1年"), "是");
}

TEST(Formula, DecidesAtTheLegalEdge) {
    for (const auto& [staff, verdict] : {std::pair{"499", "是"}, {"500", "是"}, {"501", "否"}}) {
        EXPECT_EQ(answer("职工总数 <= 500人", {std::string("职工总数=") + staff}), verdict);
        EXPECT_EQ(answer("职工总数 不超过 500", {std::string("职工总数=") + staff}), verdict);
    }
    EXPECT_EQ(answer("销售收入 <= 2亿元", {"销售收入=200000000元"}), "是");
    EXPECT_EQ(answer("销售收入 <= 2亿元", {"销售收入=200000000.01元"}), "否");
    EXPECT_EQ(answer("销售收入 <= 2亿元", {"销售收入=200000001元"}), "否");
    EXPECT_EQ(answer("销售收入 < 20000万元", {"销售收入=2亿元"}), "否");
    EXPECT_EQ(answer("科技人员数 / 职工总数 >= 29%", {"科技人员数=29", "职工总数=100"}), "是");
    EXPECT_EQ(answer("科技人员数 / 职工总数 > 29%", {"科技人员数=29", "职工总数=100"}), "否");
    EXPECT_EQ(answer("科技人员数 / 职工总数 >= 2/37", {"科技人员数=2", "职工总数=37"}), "是");
    EXPECT_EQ(answer("科技人员数 / 职工总数 > 2/37", {"科技人员数=2", "职工总数=37"}), "否");
    EXPECT_EQ(answer("科技人员数 / 职工总数 = 2/37", {"科技人员数=2", "职工总数=37"}), "是");
    EXPECT_EQ(answer("科技人员数 / 职工总数 < 2/37", {"科技人员数=200000", "职工总数=3700001"}),
              "是");
    EXPECT_EQ(answer("1/37 + 科技人员数 / 职工总数 = 3/37", {"科技人员数=2", "职工总数=37"}), "是");
}

TEST(Formula, MissingIsNotZero) {
    EXPECT_EQ(answer("职工总数 <= 500"), "待定");
    EXPECT_EQ(answer("职工总数 >= 1"), "是");  // the domain says so
    EXPECT_EQ(answer("职工总数 <= 500 或 居民企业", {"居民企业=yes"}), "是");
    EXPECT_EQ(answer("职工总数 <= 500 且 居民企业", {"居民企业=no"}), "否");
    EXPECT_EQ(answer("如果 职工总数 <= 500 那么 1 否则 2"), "1..2");
    EXPECT_EQ(answer("科技人员数", {"职工总数=80"}), "0..80人");
    EXPECT_EQ(answer("职工总数 - 职工总数"), "0人");
    EXPECT_EQ(answer("科技人员数 / 职工总数 <= 100%"), "是");
}

TEST(Formula, NotApplicableIsNeitherMissingNorZero) {
    EXPECT_EQ(answer("研发费用 / 销售收入", {"研发费用=5元", "销售收入=0元"}), "不适用");
    EXPECT_EQ(answer("研发费用 / 销售收入 >= 3%", {"研发费用=5元", "销售收入=0元"}), "不适用");
    EXPECT_EQ(answer("研发费用 / 销售收入 >= 3% 且 居民企业",
                     {"研发费用=5元", "销售收入=0元", "居民企业=yes"}),
              "不适用");
    EXPECT_EQ(answer("研发费用 / 销售收入 otherwise 0 >= 3%", {"研发费用=5元", "销售收入=0元"}),
              "否");
    EXPECT_EQ(answer("best_of(研发费用 / 销售收入, 研发费用 / 成本费用)",
                     {"研发费用=5元", "销售收入=0元", "成本费用=10元"}),
              "0.5");
    EXPECT_EQ(answer("applicable(增长率)", {"增长率=不适用"}), "否");
    EXPECT_EQ(answer("增长率 >= 0", {"增长率=0%"}), "是");
    EXPECT_EQ(answer("增长率 >= 0"), "待定或不适用");
    // A figure that is taken to apply while it is missing can still be said not to.
    EXPECT_EQ(answer("职工总数 otherwise 7人 = 7人", {"职工总数=不适用"}), "是");
    EXPECT_EQ(answer("applicable(职工总数)", {"职工总数=不适用"}), "否");
    EXPECT_EQ(answer("applicable(职工总数)"), "是");
    EXPECT_EQ(answer("职工总数 - 职工总数", {"职工总数=不适用"}), "不适用");
    EXPECT_EQ(answer("职工总数 >= 1", {"职工总数=不适用"}), "不适用");
    EXPECT_EQ(answer("如果 居民企业 那么 5万元 否则 不适用", {"居民企业=no"}), "不适用");
    EXPECT_EQ(answer("如果 居民企业 那么 5万元 否则 不适用", {"居民企业=yes"}), "5万元");
    EXPECT_EQ(answer("如果 居民企业 那么 职工总数 > 5 否则 不适用", {"居民企业=no"}), "不适用");
}

TEST(Formula, KnowsDays) {
    EXPECT_EQ(answer("注册日期 <= 2016年1月29日", {"注册日期=2016-01-29"}), "是");
    EXPECT_EQ(answer("add_months_down(2023-01-31, 1个月)"), "2023-02-28");
    EXPECT_EQ(answer("加月取次日(2023-01-31, 1个月)"), "2023-03-01");
    EXPECT_EQ(answer("2024-01-31 + 30天"), "2024-03-01");
    EXPECT_EQ(answer("2024-03-01 - 2024-01-31"), "30天");
    EXPECT_EQ(answer("满年数(2020-02-29, 2021-02-28)"), "0年");
    EXPECT_EQ(answer("满年数(2020-02-29, 2021-03-01) >= 1年"), "是");
    EXPECT_EQ(answer("whole_months(2023-01-31, 2023-02-28)"), "0个月");
    EXPECT_EQ(answer("2024-06-30 属于 2024年上半年"), "是");
    EXPECT_EQ(answer("注册日期 in 2024年", {"注册日期=2025-01-01"}), "否");
    EXPECT_EQ(answer("year(注册日期) = 2024", {"注册日期=2024-12-31"}), "是");
}

TEST(Formula, ComparesTextsAsCodes) {
    EXPECT_EQ(answer("类别 = 'I'", {"类别=I"}), "是");
    EXPECT_EQ(answer("类别 属于 {“I”, “II”}", {"类别=III"}), "否");
    EXPECT_EQ(answer("类别 不属于 {'I', 'II'}"), "待定");
    EXPECT_EQ(answer("职工总数 in {1, 2, 3}", {"职工总数=2"}), "是");
}

TEST(Formula, RoundsOnlyWhenAsked) {
    EXPECT_EQ(answer("销售收入 * 30%", {"销售收入=0.01元"}), "0.003元");
    EXPECT_EQ(answer("四舍五入(销售收入 * 30%, 1元)", {"销售收入=5元"}), "2元");
    EXPECT_EQ(answer("round_down(销售收入 / 3, 1万元)", {"销售收入=100000元"}), "30000元");
    EXPECT_EQ(answer("round_up(销售收入 / 3, 1万元)", {"销售收入=100000元"}), "40000元");
    EXPECT_EQ(answer("points(5% - 3%) >= 2个百分点"), "是");
}

TEST(Formula, FoldsLists) {
    Firm firm;
    const auto rights = [&](std::vector<std::vector<std::string>> items) {
        ListCells list{.missing = false, .items = items.size()};
        for (const auto& item : items) {
            const auto& fields = firm.builder.so_far().lists()[0].fields;
            for (std::size_t f = 0; f < fields.size(); ++f) {
                list.cells.push_back(read_cell(fields[f], item[f], firm.texts).value());
            }
        }
        return std::vector{list};
    };
    const auto three = rights(
        {{"I", "2030-01-01", "3元"}, {"II", "2020-01-01", "4元"}, {"I", "2019-01-01", "5元"}});
    EXPECT_EQ(firm.answer("count(知识产权)", {}, three), "3个");
    EXPECT_EQ(firm.answer("计数(知识产权 其中 类 = 'I' 且 有效期至 >= 2024-01-01)", {}, three),
              "1个");
    EXPECT_EQ(firm.answer("sum(知识产权, 费用 where 类 = 'I')", {}, three), "8元");
    EXPECT_EQ(firm.answer("max(知识产权, 费用)", {}, three), "5元");
    EXPECT_EQ(firm.answer("max(知识产权, 费用 where 类 = 'III' or 费用 > 9元)", {}, three),
              "firm.yaml:3:30: '类' is never 'III' (did you mean 'II'?) [E-formula-code]");
    EXPECT_EQ(firm.answer("min(知识产权, 费用 where 费用 > 9元)", {}, three), "不适用");
    EXPECT_EQ(
        firm.answer("exists(知识产权 where 有效期至 >= 注册日期)", {"注册日期=2029-12-31"}, three),
        "是");
    EXPECT_EQ(
        firm.answer("exists(知识产权 where 有效期至 >= 注册日期)", {"注册日期=2031-12-31"}, three),
        "否");
    EXPECT_EQ(firm.answer("count(知识产权) >= 1"), "待定");
    EXPECT_EQ(firm.answer("count(知识产权) <= 100"), "是");
    EXPECT_EQ(firm.answer("sum(知识产权, 费用)"), "0..~元");
    const auto unknown = rights({{"", "2030-01-01", "3元"}, {"I", "", "4元"}});
    EXPECT_EQ(firm.answer("count(知识产权 where 类 = 'I')", {}, unknown), "1..2个");
    EXPECT_EQ(firm.answer("sum(知识产权, 费用 where 类 = 'I')", {}, unknown), "4..7元");
    EXPECT_EQ(firm.answer("max(3, 2, 1) + min(4, 5) + sum(1, 2)"), "10");
}

}  // namespace
}  // namespace kc::formula
